"""The vectors of metrics and milestones: which of several values stands, and what a value pays.

Exact fractions and the standard library's medians. Where lower is better, every value is taken with its sign turned,
and then higher is better.
"""

import math
import statistics
from fractions import Fraction

U64 = 2**64 - 1
I64_MIN = -(2**63)
I64_MAX = 2**63 - 1


def medians():
    def both(name, values):
        """Of an even number the worse of the middle two: the lower where higher is better, and the other way round."""
        return {
            "name": name,
            "values": [str(v) for v in values],
            "higher": str(statistics.median_low(values)),
            "lower": str(statistics.median_high(values)),
        }

    spread = [7, -3, 12, 0, 5, -9, 40, 1, 2, 8, -1, 30, 6, 4, 3, 11]
    return [
        both("one", [5]),
        both("two", [3, 9]),
        both("two, the other way round", [9, 3]),
        both("two alike", [4, 4]),
        both("three", [30, 10, 20]),
        both("three, one far off", [80, I64_MAX, 81]),
        both("three, one far off on the other side", [80, I64_MIN, 81]),
        both("four", [40, 10, 30, 20]),
        both("four, two and two", [0, 100, 0, 100]),
        both("five, two far off", [I64_MAX, 80, I64_MAX, 81, 82]),
        both("five, two and two and one", [1, 1, 5, 9, 9]),
        both("negative ones", [-5, -1, -3, -2]),
        both("the largest and the smallest", [I64_MIN, I64_MAX]),
        both("both ends and the middle", [I64_MAX, I64_MIN, 0, I64_MIN, I64_MAX]),
        both("fifteen", spread[:15]),
        both("sixteen", spread),
        both("sixteen alike", [9] * 16),
        both("sixteen, rising", list(range(100, 116))),
        both("sixteen, falling", list(range(115, 99, -1))),
    ]


def payout(target_amount, curve, value):
    """The corners are whole base units; between two of them lies a straight line, rounded down."""
    threshold, target, maximum, threshold_bps, max_bps = curve
    least = math.floor(Fraction(target_amount * threshold_bps, 10_000))
    most = min(U64, math.floor(Fraction(target_amount * max_bps, 10_000)))
    if value < threshold:
        return 0
    if value >= maximum:
        return most
    if value >= target:
        (begin, low), (end, high) = (target, target_amount), (maximum, most)
    else:
        (begin, low), (end, high) = (threshold, least), (target, target_amount)
    return math.floor(low + Fraction((high - low) * (value - begin), end - begin))


def around(curve):
    """Every corner and the values beside it, some between, and both ends of 64 bits whichever way they are turned."""
    points = {-1, 0, 1, I64_MIN, I64_MAX, -I64_MIN}
    for corner in curve[:3]:
        points |= {corner - 1, corner, corner + 1}
    for a, b in zip(curve[:2], curve[1:3]):
        points |= {a + (b - a) * part // 7 for part in range(8)}
    return sorted(points)


def payouts():
    def of(name, target_amount, curve, better="higher"):
        sign = 1 if better == "higher" else -1
        most = payout(target_amount, curve, curve[2])
        rows, last = [], 0
        for point in around(curve):
            if I64_MIN <= sign * point <= I64_MAX:
                paid = payout(target_amount, curve, point)
                assert last <= paid <= most, f"{name}: {paid} at {point}"
                last = paid
                rows.append({"value": str(sign * point), "payout": str(paid)})
        return {
            "name": name,
            "better": better,
            "target_amount": str(target_amount),
            **{field: str(sign * corner) for field, corner in zip(("threshold", "target", "maximum"), curve)},
            "threshold_bps": curve[3],
            "max_bps": curve[4],
            "max_amount": str(most),
            "points": rows,
        }

    plain = (50, 80, 90, 5_000, 15_000)
    curves = [
        ("half, all, one and a half", 1_000, plain),
        ("an odd amount", 1_000_000_007, (6_000, 8_200, 9_100, 3_333, 16_667)),
        ("nothing at the threshold", 1_000, (0, 100, 200, 0, 20_000)),
        ("all at the threshold", 1_000, (10, 20, 30, 10_000, 20_000)),
        ("no more than the target", 999, (10, 20, 30, 1, 10_000)),
        ("a jump at the threshold to the target", 1_000, (80, 80, 90, 5_000, 15_000)),
        ("one point", 1_000, (80, 80, 80, 5_000, 10_000)),
        ("below zero", 77_777, (-900, -450, -1, 2_500, 12_500)),
        ("across zero", 77_777, (-3, 4, 11, 2_500, 12_500)),
        ("a target at once above the threshold", 10**9 + 7, (5, 6, 7, 9_999, 10_001)),
        ("one base unit", 1, plain),
        ("fewer base units than values", 3, (0, 1_000, 2_000, 0, 20_000)),
        ("the largest amount, over all values", U64, (I64_MIN, 0, I64_MAX, 0, 10_000)),
        ("the largest amount, twice", U64, (-7, 7, 10**18, 1, 20_000)),
        ("half of the largest amount, twice", U64 // 2, (I64_MIN, I64_MIN + 1, I64_MAX, 0, 20_000)),
        ("all values from threshold to target", 10**12, (I64_MIN, I64_MAX, I64_MAX, 0, 10_000)),
    ]
    # Turned round, the smallest value has no place in 64 bits.
    turned = [(name, amount, [max(corner, -I64_MAX) for corner in curve]) for name, amount, curve in curves]
    return [of(*each) for each in curves] + [of(*each, better="lower") for each in turned]
