# SPDX-License-Identifier: BSD-3-Clause
"""Gradients of single linear layers and convolutions under zennit's rules, as lxt patches them; see README.md.

One line a case: rule, rows, inputs, outputs, whether there is a bias; then x, W, b, the gradient at y, and the expected
gradient at x, all row by row and computed in float64. A convolution's rows are its unfolded windows.
"""
import torch
import zennit.rules as z
from lxt.efficient import monkey_patch_zennit
from zennit.composites import LayerMapComposite

RULES = {
    "epsilon(1.0E-6)": z.Epsilon(1e-6), "epsilon(0.25)": z.Epsilon(0.25), "gamma(0)": z.Gamma(0.0),
    "gamma(0.25)": z.Gamma(0.25), "gamma(100)": z.Gamma(100.0), "zplus": z.ZPlus(), "alpha-beta(2, 1)": z.AlphaBeta(2, 1),
    "alpha-beta(1.5, 0.5)": z.AlphaBeta(1.5, 0.5), "wsquare": z.WSquare(), "flat": z.Flat(),
}


def numbers(t):
    return " ".join(repr(float(v)) for v in t.reshape(-1))


def case(name, rule, seed, convolution):
    g = torch.Generator().manual_seed(seed)
    bias = seed % 3 != 0
    rows, inputs, outputs = (int(torch.randint(1, 7, (1,), generator=g)) for _ in range(3))
    if convolution:
        inputs = 12
        layer = torch.nn.Conv2d(3, outputs, 2, stride=2, bias=bias)
        x = torch.randn((1, 3, 2 * rows, 2), generator=g)
    else:
        layer = torch.nn.Linear(inputs, outputs, bias=bias)
        x = torch.randn((rows, inputs), generator=g)
    if seed % 4 == 0:
        x = x.abs()
    if seed % 5 == 0:
        x.view(-1)[0] = 0
    for p in layer.parameters():
        p.data = torch.randn(p.shape, generator=g)
        p.requires_grad_(False)
    model = torch.nn.Sequential(layer).double()
    x = x.double().requires_grad_()
    composite = LayerMapComposite([((torch.nn.Linear, torch.nn.Conv2d), rule)])
    composite.register(model)
    y = model(x)
    grad = torch.randn(y.shape, generator=g).double()
    y.backward(grad)
    composite.remove()
    unfolded = (lambda t: torch.nn.functional.unfold(t, 2, stride=2)[0].T) if convolution else (lambda t: t)
    flat = grad[0].reshape(outputs, -1).T if convolution else grad
    print(f"{name};{rows};{inputs};{outputs};{bias}".lower(), numbers(unfolded(x.detach())),
          numbers(layer.weight.detach()), numbers(layer.bias.detach()) if bias else "", numbers(flat),
          numbers(unfolded(x.grad)), sep=";")


if __name__ == "__main__":
    monkey_patch_zennit()
    for i, (name, rule) in enumerate(RULES.items()):
        for seed in range(6):
            case(name, rule, 100 * i + seed, convolution=seed > 3)
