"""Where everything of a relation map stands: from links between actors to boxes, lines and letters. Pure arithmetic, no markup.

A map has columns of boxes, and between two columns a gap with a column of letters. Each line is cut into steps from column to
column: its letter is a step of its own, and so is each column that it passes. Sugiyama's method (the layout library) finds an order
of the steps in every column with few crossings; then each column is spread so that no two steps touch. So nothing can overlap: in a
column because it was spread, between columns because they stand apart. Lengths are in pixels, y grows downwards.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product
from math import fsum

from fast_sugiyama import from_edges

from macros.pages.lettering import wrap

EDGE = 2
"""Free space round the drawing, for the strokes of its outermost boxes."""

PITCH = 24
"""From one letter to the next in a column: each is a target of its own for a finger."""

PORT = 14
"""From one line to the next where they meet a box: an arrowhead is 9 high, a bar 11."""

PASS = 8
"""What a line takes that passes a column."""

UNDER = 4
"""How far a line without a head begins under its box, whose corners may be round."""

PADDING = 8
"""Free space beside the words of a box, on both sides together."""

APART = 12
"""Free space between two boxes of a column."""

UNIT = 3.0
"""The layout library's unit in pixels: it keeps 72 between two steps."""

SWEEPS = 24
"""Times that every step is moved towards those it is tied to; the last ones change nothing that can be seen."""

SAME_COLUMN, EACH_COLUMN_PASSED, LEFTWARDS = 2500.0, 400.0, 8.0
"""What a line costs that stays in its column, passes another, or runs against the direction of reading, in pixels of height."""


ARROW, BAR, CROSS = "arrow", "bar", "cross"
"""The heads of lines, the strongest last."""


@dataclass(frozen=True)
class Sheet:
    """The room for a drawing."""

    width: int
    columns: int
    box: int
    """The width of a box."""
    size: int
    """The size of the names."""

    @property
    def leading(self) -> int:
        """The height of a line of text."""
        return round(self.size * 1.2)


@dataclass(frozen=True)
class Link:
    """A line to be drawn."""

    id: str
    subject: str
    object: str
    at_object: tuple[str, ...] = (ARROW,)
    """The heads at its object."""
    at_subject: tuple[str, ...] = ()
    """The heads at its subject."""


@dataclass(frozen=True)
class Box:
    """An actor."""

    id: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[tuple[int, str], ...]
    """(baseline, words)"""

    @property
    def middle(self) -> int:
        """The x on which the words are centred."""
        return self.x + self.width // 2


@dataclass(frozen=True)
class Line:
    """A relation: its way, its heads, and the place of its letter."""

    id: str
    way: str
    heads: str
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    """A map on one sheet."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


@dataclass(eq=False)
class _Step:
    """A box, a letter, or a line that passes a column of boxes."""

    rank: int
    """Columns of boxes have even ranks, those of letters odd ones."""
    half: float
    """Half of its height, with the free space it keeps."""
    y: float = 0
    left: list["_Step"] = field(default_factory=list)
    right: list["_Step"] = field(default_factory=list)
    lettered: bool = False
    """Whether the letter of a line stands here."""
    body: float = 0
    """Half of the height in which lines may meet it; 0 where they all meet in its middle."""
    ports: dict["_Step", float] = field(default_factory=dict)
    """The neighbour to the y at which its line meets this box."""

    @property
    def extent(self) -> float:
        """Half of its height as it is drawn."""
        return self.body or self.half

    def port(self, other: "_Step") -> float:
        """Return the y at which the line to a neighbour leaves."""
        return self.ports.get(other, self.y)


def draw(names: Mapping[str, str], links: Sequence[Link], sheet: Sheet) -> Drawing:
    """Draw links between named actors; actors without a link are left out, and so is a link to oneself."""
    links = [link for link in links if link.subject != link.object]
    columns = _columns(links, sheet.columns)
    used = sorted(set(columns.values()))
    columns = {actor: used.index(column) for actor, column in columns.items()}
    boxes, ways = _steps(names, links, columns, sheet)
    steps = [*boxes.values(), *(step for way in ways for step in way if step.body == 0)]
    _arrange(steps)
    top = min((step.y - step.extent for step in steps), default=0) - EDGE
    for step in steps:
        step.y = step.y - top
        step.ports = {other: y - top for other, y in step.ports.items()}
    height = max((step.y + step.extent for step in steps), default=0) + EDGE
    grid = _Grid(sheet, len(used))
    placed = tuple(_box(actor, step, names[actor], grid) for actor, step in boxes.items())
    lines = tuple(_line(link, way, grid) for link, way in zip(links, ways, strict=True))
    return Drawing(grid.width, round(height), placed, lines)


# Which column each actor stands in.


def _columns(links: Sequence[Link], count: int) -> dict[str, int]:
    """Give each actor a column: tied actors in neighbouring ones, and all columns about as high.

    From each place of the two with the most ties, everyone is moved to where it costs least until nothing moves.
    """
    ties: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        ties[link.subject].append(link)
        ties[link.object].append(link)
    order = sorted(ties, key=lambda actor: (-len(ties[actor]), actor))
    middle_first = sorted(range(count), key=lambda column: (abs(2 * column - count + 1), column))
    starts = [dict(zip(order, columns, strict=False)) for columns in product(middle_first, repeat=min(2, len(order)))]
    return min((_settled(start, order, ties, middle_first) for start in starts), key=lambda placed: _cost(placed, links, ties))


def _settled(
    start: Mapping[str, int], order: Sequence[str], ties: Mapping[str, Sequence[Link]], columns: Sequence[int]
) -> dict[str, int]:
    placed = dict(start)
    own = {actor: _height(ties[actor]) for actor in order}
    heights = _heights(placed, own)
    for sweep in range(SWEEPS):
        before = dict(placed)
        for actor in order if sweep else order[len(start) :]:
            if actor in placed:
                heights[placed[actor]] -= own[actor]
            costs = {}
            for column in columns:
                placed[actor] = column
                strain = fsum(_strain(link, placed) for link in ties[actor])
                costs[column] = strain + _burden(heights[column] + own[actor]) - _burden(heights[column])
            placed[actor] = min(columns, key=costs.__getitem__)
            heights[placed[actor]] += own[actor]
        if sweep and placed == before:
            break
    return placed


def _cost(placed: Mapping[str, int], links: Sequence[Link], ties: Mapping[str, Sequence[Link]]) -> float:
    heights = _heights(placed, {actor: _height(found) for actor, found in ties.items()})
    return fsum([*(_strain(link, placed) for link in links), *(_burden(height) for height in heights.values())])


def _strain(link: Link, placed: Mapping[str, int]) -> float:
    """Return what a line costs, if both of its ends are placed."""
    if link.subject not in placed or link.object not in placed:
        return 0
    step = placed[link.object] - placed[link.subject]
    passed = EACH_COLUMN_PASSED * (abs(step) - 1) if step else SAME_COLUMN
    return passed + (LEFTWARDS if step < 0 else 0)


def _heights(placed: Mapping[str, int], own: Mapping[str, float]) -> dict[int, float]:
    heights: dict[int, float] = defaultdict(float)
    for actor, column in placed.items():
        heights[column] += own[actor]
    return heights


def _height(links: Sequence[Link]) -> float:
    return APART + max(3 * PORT, len(links) * PORT / 2)


def _burden(height: float) -> float:
    """Return what a column costs: a high one more than two of half its height."""
    return height * height / 400


# The steps of every line.


def _steps(
    names: Mapping[str, str], links: Sequence[Link], columns: Mapping[str, int], sheet: Sheet
) -> tuple[dict[str, _Step], list[list[_Step]]]:
    """Return the box of each actor, and for each link its steps from subject to object."""
    boxes = {actor: _Step(2 * column, 0) for actor, column in sorted(columns.items(), key=lambda item: (item[1], item[0]))}
    last = max(columns.values(), default=0)
    letters: dict[int, int] = defaultdict(int)
    ways = [_way(boxes[link.subject], boxes[link.object], last, letters) for link in links]
    for actor, step in boxes.items():
        words = len(wrap(names[actor], sheet.box - PADDING, sheet.size)) * sheet.leading + 12
        lines = max(len(step.left), len(step.right)) * PORT + 8
        step.body = max(words, lines) / 2
        step.half = step.body + APART / 2
    return boxes, ways


def _way(subject: _Step, object_: _Step, last: int, letters: dict[int, int]) -> list[_Step]:
    left, right = sorted((subject, object_), key=lambda step: step.rank)
    if left.rank == right.rank:
        sides = [rank for rank in (left.rank + 1, left.rank - 1) if 0 < rank < 2 * last] or [left.rank + 1]
        ranks = [min(sides, key=lambda rank: letters[rank])]
        lettered = ranks[0]
    else:
        ranks = list(range(left.rank + 1, right.rank))
        lettered = min((rank for rank in ranks if rank % 2), key=lambda rank: letters[rank])
    letters[lettered] += 1
    middle = [_Step(rank, PITCH / 2 if rank == lettered else PASS / 2, lettered=rank == lettered) for rank in ranks]
    way = [left, *middle, right]
    for one, other in pairwise(way):
        first, second = sorted((one, other), key=lambda step: step.rank)
        first.right.append(second)
        second.left.append(first)
    return way if left is subject else way[::-1]


# The order of steps in a column, and their place.


def _arrange(steps: Sequence[_Step]) -> None:
    """Give every step its y."""
    _put_in_order(steps)
    ranks: dict[int, list[_Step]] = defaultdict(list)
    for step in sorted(steps, key=lambda step: step.y):
        ranks[step.rank].append(step)
    for column in ranks.values():
        _settle(column, [step.y for step in column])
    _place_ports(steps)
    for sweep in range(SWEEPS):
        for rank in sorted(ranks, reverse=bool(sweep % 2)):
            _settle(ranks[rank], [_pull(step) for step in ranks[rank]])
            for near in (rank - 1, rank, rank + 1):
                _place_ports(ranks.get(near, ()))


def _put_in_order(steps: Sequence[_Step]) -> None:
    """Give every step a first y, in which few lines cross; parts that are not tied stand below each other, the largest first."""
    numbers = {step: number for number, step in enumerate(steps)}
    edges = [(number, numbers[other]) for number, step in enumerate(steps) for other in step.right]
    floors: dict[int, float] = defaultdict(float)
    for part in sorted((sorted(part[0]) for part in from_edges(edges)), key=lambda part: (-len(part), part[0][0])):
        first = min(x for _, (x, _) in part)
        top = max(floors[steps[number].rank] for number, _ in part)
        for number, (x, _) in part:
            steps[number].y = top + (x - first) / UNIT
            floors[steps[number].rank] = max(floors[steps[number].rank], steps[number].y + PITCH)


def _settle(column: list[_Step], wanted: list[float]) -> None:
    gaps = [one.half + other.half for one, other in pairwise(column)]
    weights = [max(1, len(step.left) + len(step.right)) for step in column]
    for step, y in zip(column, spread(wanted, gaps, weights), strict=True):
        step.y = y


def _pull(step: _Step) -> float:
    """Return where a step would stand if its lines were level."""
    pulls = [step.y + other.port(step) - step.port(other) for other in (*step.left, *step.right)]
    return fsum(pulls) / len(pulls)


def _place_ports(steps: Sequence[_Step]) -> None:
    for step in (step for step in steps if step.body):
        room = step.body - PORT / 2
        for others in (step.left, step.right):
            ordered = sorted(others, key=lambda other: other.y)
            gaps = [PORT] * (len(ordered) - 1)
            wanted = [other.y for other in ordered] if gaps else [step.y] * len(ordered)
            found = spread(wanted, gaps, low=step.y - room, high=step.y + room)
            step.ports.update(zip(ordered, found, strict=True))


def spread(
    wanted: Sequence[float],
    gaps: Sequence[float],
    weights: Sequence[float] = (),
    low: float = float("-inf"),
    high: float = float("inf"),
) -> list[float]:
    """Return the places nearest to the wanted ones, in their order and at least the gaps apart, between `low` and `high`.

    Least squares by pooling adjacent violators (Ayer and others 1955); where the room is too small, what is too much stands below.
    """
    offsets = [0.0]
    for gap in gaps:
        offsets.append(offsets[-1] + gap)
    pools: list[tuple[float, float, int]] = []
    for number, place in enumerate(wanted):
        pool = (place - offsets[number], weights[number] if weights else 1.0, 1)
        while pools and pools[-1][0] > pool[0]:
            mean, weight, count = pools.pop()
            pool = ((mean * weight + pool[0] * pool[1]) / (weight + pool[1]), weight + pool[1], count + pool[2])
        pools.append(pool)
    level = [mean for mean, _, count in pools for _ in range(count)]
    high = max(low, high - offsets[-1])
    return [min(max(place, low), high) + offset for place, offset in zip(level, offsets, strict=False)]


# From steps to shapes.


class _Grid:
    """The x of columns and gaps."""

    def __init__(self, sheet: Sheet, columns: int) -> None:
        self.sheet = sheet
        free = sheet.width - 2 * EDGE - columns * sheet.box
        self.gap = min(free // max(1, columns - 1), sheet.box + 40)
        self.width = 2 * EDGE + columns * sheet.box + (columns - 1) * self.gap

    def left(self, rank: int) -> int:
        """Return the left edge of a column of boxes."""
        return EDGE + rank // 2 * (self.sheet.box + self.gap)

    def right(self, rank: int) -> int:
        """Return the right edge of a column of boxes."""
        return self.left(rank) + self.sheet.box

    def letter(self, rank: int) -> int:
        """Return the middle of a column of letters."""
        return self.right(rank) + self.gap // 2


def _box(actor: str, step: _Step, name: str, grid: _Grid) -> Box:
    sheet = grid.sheet
    words = wrap(name, sheet.box - PADDING, sheet.size)
    first = step.y - (len(words) - 1) * sheet.leading / 2 + sheet.size * 0.34
    lines = tuple((round(first + number * sheet.leading), line) for number, line in enumerate(words))
    top, bottom = round(step.y - step.body), round(step.y + step.body)
    return Box(actor, grid.left(step.rank), top, sheet.box, bottom - top, lines)


def _line(link: Link, way: Sequence[_Step], grid: _Grid) -> Line:
    letter = next(step for step in way if step.lettered)
    x, y = grid.letter(letter.rank), round(letter.y)
    if way[0].rank == way[-1].rank:
        start, end = _port(way[0], way[1], grid), _port(way[-1], way[-2], grid)
        path = f"C{x} {start[1]} {x} {start[1]} {x} {y}C{x} {end[1]} {x} {end[1]} {end[0]} {end[1]}"
    else:
        points = list(_points(way, grid))
        start, end = points[0], points[-1]
        path = "".join(_bend(one, other) for one, other in pairwise(points))
    heads = _heads(end, way[-2].rank < way[-1].rank, link.at_object) + _heads(start, way[1].rank < way[0].rank, link.at_subject)
    under = 0 if link.at_subject else UNDER if way[1].rank < way[0].rank else -UNDER
    begin = f"M{start[0] + under} {start[1]}" + (f"H{start[0]}" if under else "")
    return Line(link.id, begin + path, heads, x, y)


def _points(way: Sequence[_Step], grid: _Grid) -> Iterable[tuple[int, int]]:
    yield _port(way[0], way[1], grid)
    for step in way[1:-1]:
        if step.rank % 2:
            yield grid.letter(step.rank), round(step.y)
        else:
            sides = (grid.left(step.rank), grid.right(step.rank))
            yield from ((x, round(step.y)) for x in (sides if way[0].rank < step.rank else sides[::-1]))
    yield _port(way[-1], way[-2], grid)


def _port(step: _Step, other: _Step, grid: _Grid) -> tuple[int, int]:
    edge = grid.right if other.rank > step.rank else grid.left
    return edge(step.rank), round(step.port(other))


def _bend(one: tuple[int, int], other: tuple[int, int]) -> str:
    if one[1] == other[1]:
        return f"H{other[0]}"
    across, down = other[0] - one[0], other[1] - one[1]
    return f"c{across // 2} 0 {across // 2} {down} {across} {down}"


def _heads(tip: tuple[int, int], rightwards: bool, kinds: Sequence[str]) -> str:
    """Return the heads at the end of a line, those that are stronger behind the others."""
    x, y = tip
    back = -1 if rightwards else 1
    arrow = f"M{x + 8 * back} {y - 4.5:g}L{x + back} {y}L{x + 8 * back} {y + 4.5:g}" if ARROW in kinds else ""
    bar = f"M{x + (11 if arrow else 3) * back} {y - 5.5:g}v11" if BAR in kinds else ""
    middle = x + (6 + 8 * bool(arrow) + 5 * bool(bar)) * back
    cross = f"M{middle - 4.5:g} {y - 4.5:g}l9 9m0 -9l-9 9" if CROSS in kinds else ""
    return arrow + bar + cross
