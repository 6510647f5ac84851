"""Smoothing changes how numbers are spread over channels, not what is read."""

import pytest
import torch

pytest.importorskip("torch", reason="the extra khabar[train] is not installed")

from kg.train.encoder import Encoder, Layer
from kg.train.smooth import Smoothed, smooth

IDS = torch.randint(4, 300, (1, 150), generator=torch.Generator().manual_seed(1))


@pytest.fixture
def encoder() -> Encoder:
    """An encoder that has learnt nothing, with three channels much louder than the others."""
    torch.manual_seed(2)
    made = Encoder(300).eval()
    with torch.no_grad():
        for layer in made.layers:
            assert isinstance(layer, Layer)
            layer.oln.weight[:3] = 30.0
            layer.fi.weight[:3] *= 30.0
            layer.v.weight[:3] *= 30.0
    return made


@torch.no_grad()
def test_the_states_stay_what_they_were(encoder: Encoder) -> None:
    before = encoder(IDS)
    smooth(encoder, [IDS[0].tolist()])
    assert float((encoder(IDS) - before).norm() / before.norm()) < 1e-4


@torch.no_grad()
def test_loud_channels_come_nearer_to_the_others(encoder: Encoder) -> None:
    layer = encoder.layers[2]
    assert isinstance(layer, Layer)
    heard: dict[str, torch.Tensor] = {}

    def listen(name: str) -> None:
        module = getattr(layer, name)
        inner = module.linear if isinstance(module, Smoothed) else module
        inner.register_forward_pre_hook(
            lambda _, given: heard.update({name: given[0].abs().flatten(0, 1).amax(0)})
        )

    def loudest() -> dict[str, float]:
        for name in ("q", "ao", "fi", "fo"):
            listen(name)
        encoder(IDS)
        return {name: float(x.max() / x.median()) for name, x in heard.items()}

    before = loudest()
    smooth(encoder, [IDS[0].tolist()])
    after = loudest()
    assert all(after[name] < before[name] / 1.5 for name in before), (before, after)
