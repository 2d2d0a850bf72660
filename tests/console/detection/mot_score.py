"""How well tracks follow a truth: CLEAR MOT and IDF1, and a detector's average precision, at IoU 0.5.

MOTA: Bernardin and Stiefelhagen, "Evaluating multiple object tracking performance" (EURASIP 2008). IDF1:
Ristani et al., "Performance measures and a data set for multi-target, multi-camera tracking" (ECCV-W 2016).
"""

from __future__ import annotations

import math
from collections import Counter

import numpy as np

from console.detection.overlap import overlaps

_LEAST = 0.5


def assign(cost):
    """Pairs (row, column) of least cost in all, one for each of the fewer (Kuhn and Munkres, O(n³))."""
    cost = np.asarray(cost, float)
    if not cost.size:
        return []
    if len(cost) > len(cost[0]):
        return [(row, column) for column, row in assign(cost.T)]
    rows, columns = cost.shape
    by_row, by_column = np.zeros(rows + 1), np.zeros(columns + 1)
    owner, way = [0] * (columns + 1), [0] * (columns + 1)  # 1-based; 0: free
    for row in range(1, rows + 1):
        owner[0], at = row, 0
        least, done = np.full(columns + 1, math.inf), np.zeros(columns + 1, bool)
        while owner[at]:
            done[at] = True
            slack = cost[owner[at] - 1] - by_row[owner[at]] - by_column[1:]
            nearer = ~done[1:] & (slack < least[1:])
            least[1:][nearer] = slack[nearer]
            for column in np.flatnonzero(nearer) + 1:
                way[column] = at
            following = int(np.where(done, math.inf, least).argmin())
            step = least[following]
            for column in np.flatnonzero(done):
                by_row[owner[column]] += step
                by_column[column] -= step
            least[~done] -= step
            at = following
        while at:
            owner[at], at = owner[way[at]], way[at]
    return [(owner[column] - 1, column - 1) for column in range(1, columns + 1) if owner[column]]


def score(truth, found):
    """(MOTA, IDF1, Counter of errors) over frames of [(id, (x1, y1, x2, y2))], truth and found alike."""
    errors, last = Counter(missed=0, false=0, switched=0), {}
    shared, people, tracks = Counter(), Counter(), Counter()
    for true, seen in zip(truth, found, strict=True):
        near = _near(true, seen)
        people.update(who for who, _ in true)
        tracks.update(who for who, _ in seen)
        shared.update((true[row][0], seen[column][0]) for row, column in np.argwhere(near >= _LEAST))
        pairs = _pairs(near, [who for who, _ in true], [who for who, _ in seen], last)
        errors["missed"] += len(true) - len(pairs)
        errors["false"] += len(seen) - len(pairs)
        errors["switched"] += sum(last.get(who, track) != track for who, track in pairs)
        last.update(pairs)
    count = sum(people.values())
    return 1 - sum(errors.values()) / count, _idf1(shared, people, tracks), errors


def _near(true, seen):
    return overlaps(_corners(true), _corners(seen))


def _pairs(near, true, seen, last):
    """(person, track): who was matched stays so while that holds, the others by most overlap in all."""
    pairs = [
        (row, seen.index(last[who]))
        for row, who in enumerate(true)
        if last.get(who) in seen and near[row, seen.index(last[who])] >= _LEAST
    ]
    rows = [row for row in range(len(true)) if row not in {row for row, _ in pairs}]
    columns = [column for column in range(len(seen)) if column not in {column for _, column in pairs}]
    rest = near[np.ix_(rows, columns)]
    for row, column in assign(np.where(rest >= _LEAST, 1 - rest, 1e3)):
        if rest[row, column] >= _LEAST:
            pairs.append((rows[row], columns[column]))
    return [(true[row], seen[column]) for row, column in pairs]


def _idf1(shared, people, tracks):
    """Each person has the one track that gives the most frames in all."""
    table = np.array([[shared[who, track] for track in tracks] for who in people]).reshape(len(people), -1)
    right = sum(table[pair] for pair in assign(-table))
    return 2 * right / (sum(people.values()) + sum(tracks.values()))


def average_precision(truth, found):
    """Area under the precision envelope: frames of [corners], and of [(score, corners)]."""
    open_to = [[*map(tuple, frame)] for frame in truth]
    hits = []
    boxes = ((rate, frame, corners) for frame, boxes in enumerate(found) for rate, corners in boxes)
    for _rate, frame, corners in sorted(boxes, reverse=True):
        shared = overlaps(_array([corners]), _array(open_to[frame]))[0]
        hit = shared.size > 0 and shared.max() >= _LEAST
        if hit:
            del open_to[frame][int(shared.argmax())]
        hits.append(hit)
    right = np.cumsum(hits)
    precision = np.maximum.accumulate((right / np.arange(1, len(hits) + 1))[::-1])[::-1]
    recall = right / sum(map(len, truth))
    return float(np.sum(np.diff(recall, prepend=0) * precision))


def _corners(named):
    return _array([corners for _, corners in named])


def _array(boxes):
    return np.array(boxes, np.float32).reshape(-1, 4)
