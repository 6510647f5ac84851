"""Article stage: files of many kinds in, articles (or one clear line why not) out."""
