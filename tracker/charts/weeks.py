"""The last weeks of a series as small bars, the band of the newest behind them."""

from tracker.service.seasons import Usual

_WIDTH, _HEIGHT, _GAP = 132, 26, 3


def week_bars(values: tuple[float | None, ...], usual: Usual | None, *, alt: str) -> str:
    """An SVG to stand in a table; a week that is not known is a dash."""
    top = max([value for value in values if value] + [usual.most if usual else 1, 1])
    step = _WIDTH / len(values)

    def height(value: float) -> float:
        return value / top * (_HEIGHT - 2)

    drawn = []
    if usual:
        up, down = height(usual.most), height(usual.least)
        drawn.append(
            f'<rect class="band" x="0" y="{_HEIGHT - up:.1f}" width="{_WIDTH}" '
            f'height="{up - down:.1f}"/>'
        )
    for place, value in enumerate(values):
        x = place * step + _GAP / 2
        if value is None:
            drawn.append(f'<text class="t2" x="{x:.1f}" y="{_HEIGHT - 2}">–</text>')
            continue
        tall = max(height(value), 1.0)
        tone = "var(--text)" if place == len(values) - 1 else "var(--rule2)"
        drawn.append(
            f'<rect x="{x:.1f}" y="{_HEIGHT - tall:.1f}" width="{step - _GAP:.1f}" '
            f'height="{tall:.1f}" style="fill:{tone}"/>'
        )
    return (
        f'<svg width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{alt}">{"".join(drawn)}</svg>'
    )
