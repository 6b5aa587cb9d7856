#!/usr/bin/env python3
"""Writes the shared test vectors, or with --check says whether the committed ones are what it would write.

An implementation of its own, straight from the design: every step is laid out as an instant on the calendar and
counted, fractions are exact, and a grant's history is replayed event by event. Nothing is derived from the program.
Plain Python 3, standard library only, no randomness.
"""

import calendar
import json
import math
import sys
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

sys.dont_write_bytecode = True
from metrics import medians, payouts

HERE = Path(__file__).parent
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
BILLION = 1_000_000_000
U64 = 2**64 - 1
U32 = 2**32 - 1
MAX_TS = 7_258_118_400
DAY = 86_400


# ---------------------------------------------------------------------------------------------------------- calendar


def ts(text):
    """Unix seconds of an ISO date or date and time, in UTC."""
    moment = datetime.fromisoformat(text).replace(tzinfo=timezone.utc)
    return calendar.timegm(moment.timetuple())


def iso(seconds):
    return (EPOCH + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def add_months(anchor, months):
    """The same day and time of day, or the last day of a shorter month."""
    moment = EPOCH + timedelta(seconds=anchor)
    years, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + years, month + 1
    day = min(moment.day, calendar.monthrange(year, month)[1])
    return calendar.timegm(moment.replace(year=year, month=month, day=day).timetuple())


# ---------------------------------------------------------------------------------------------------------- schedule


def seconds(amount, span, steps=0):
    return {"amount": amount, "span": span, "steps": steps, "unit": "seconds"}


def months(amount, span, steps=0):
    return {"amount": amount, "span": span, "steps": steps, "unit": "months"}


def lay_out(start, segments):
    """Each segment as (begin, end, amount, instants of its steps or None when continuous)."""
    placed, begin, anchor, since_anchor = [], start, start, 0
    for s in segments:
        n = s["steps"]
        if s["unit"] == "seconds":
            end = begin + s["span"]
            falls = [begin + math.floor(Fraction(s["span"] * k, n)) for k in range(1, n + 1)] if n else None
            anchor, since_anchor = end, 0
        else:
            end = add_months(anchor, since_anchor + s["span"])
            falls = [add_months(anchor, since_anchor + s["span"] // n * k) for k in range(1, n + 1)] if n else None
            since_anchor += s["span"]
        placed.append((begin, end, s["amount"], falls))
        begin = end
    return placed


def vested_by_curve(placed, t):
    total = 0
    for begin, end, amount, falls in placed:
        if t >= end:
            total += amount
        elif t > begin:
            if falls is None:
                total += math.floor(Fraction(amount * (t - begin), end - begin))
            else:
                done = sum(1 for instant in falls if instant <= t)
                total += math.floor(Fraction(amount * done, len(falls)))
    return total


def boundaries(placed):
    """Every instant at which something begins, ends or steps; halves of continuous segments as well."""
    instants = set()
    for begin, end, _, falls in placed:
        instants |= {begin, end}
        instants |= set(falls) if falls is not None else {begin + (end - begin) // 3, begin + (end - begin) // 2}
    return sorted(instants)


def some(instants):
    """All of a short list; of a long one both ends, a few between, and each 28th or 29th of February."""
    if len(instants) <= 15:
        return instants
    step = len(instants) // 5
    leap = [i for i in instants if iso(i)[5:10] in ("02-28", "02-29")]
    return sorted(set(instants[:4] + instants[-4:] + instants[step:-4:step] + leap[:4]))


# ----------------------------------------------------------------------------------------------------------- history


def retained_after(keep, bps):
    return math.ceil(Fraction(keep * (10_000 - bps), 10_000))


class Grant:
    """A grant as its history: intervals it was paused in, when it stops, what was released, what was claimed."""

    def __init__(self, plan_at_issue):
        self.pauses = []  # [since, limit, resumed or None]
        self.stop = None
        self.grant_keep = BILLION
        self.plan_keep = plan_at_issue
        self.plan_at_issue = plan_at_issue
        self.claimed = 0

    def act(self, now, what, *arguments):
        if what == "issue":
            pass
        elif what == "pause":
            self.pauses.append([now, arguments[0], None])
        elif what == "resume":
            self.pauses[-1][2] = now
        elif what == "terminate":
            self.stop = arguments[0]
        elif what == "withdraw termination":
            self.stop = None
        elif what == "release":
            self.grant_keep = retained_after(self.grant_keep, arguments[0])
        elif what == "plan release":
            # One that comes after the stop is not for this grant.
            if self.stop is None or now <= self.stop:
                self.plan_keep = arguments[0]
        elif what == "claim":
            self.claimed += arguments[0]
        else:
            raise ValueError(what)

    def paused(self, since, limit, resumed, now):
        """Seconds of one pause that have passed by now and before the stop."""
        until = min(since + limit, now if resumed is None else min(resumed, now))
        if self.stop is not None:
            until = min(until, self.stop)
        return max(0, until - since)

    def curve_time(self, now):
        held = sum(self.paused(*pause, now) for pause in self.pauses)
        return (now if self.stop is None else min(now, self.stop)) - held

    def unvested_share(self):
        return Fraction(self.grant_keep, BILLION) * Fraction(self.plan_keep, self.plan_at_issue)

    def stored(self, now):
        """The state as an account holds it."""
        running = next(({"since_ts": p[0], "limit_secs": p[1]} for p in self.pauses if p[2] is None), None)
        ended = sum(self.paused(*p, now) for p in self.pauses if p[2] is not None)
        return {
            "timeline": {"stop_ts": self.stop, "paused_secs": ended, "pause": running},
            "retained": {
                "grant": self.grant_keep,
                "plan_now": self.plan_keep,
                "plan_at_issue": self.plan_at_issue,
            },
            "claimed": str(self.claimed),
        }


def reaches(grant, instant, low, high):
    """The first second in low..high at which the curve has reached an instant."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if grant.curve_time(middle) >= instant else (middle + 1, high)
    return low


def vector(name, start, segments, story=(), unlock=None, plan_at_issue=BILLION):
    """One vector: a schedule, the states that the story takes it through, and points in each."""
    start = ts(start) if isinstance(start, str) else start
    total = sum(s["amount"] for s in segments)
    placed = lay_out(start, segments)
    end = placed[-1][1]
    story = [(start - 1, "issue"), *((ts(e[0]) if isinstance(e[0], str) else e[0], *e[1:]) for e in story)]
    horizon = max(end, story[-1][0]) + 40 * 365 * DAY
    grant, states, last = Grant(plan_at_issue), [], 0
    unlocking, unlocks = None, []
    if unlock is not None:
        unlock_start = ts(unlock[0])
        unlocking = lay_out(unlock_start, unlock[1])
        unlocks = boundaries(unlocking)
    for index, (now, *act) in enumerate(story):
        grant.act(now, *[ts(a) if isinstance(a, str) and i else a for i, a in enumerate(act)])
        until = story[index + 1][0] if index + 1 < len(story) else horizon
        times = {now, now + 1, now + DAY, until if until != horizon else end}
        for instant in some(boundaries(placed)):
            hit = reaches(grant, instant, now, until)
            times |= {hit - 1, hit, hit + 1}
        for instant in some(unlocks) + ([grant.stop] if grant.stop else []):
            times |= {instant - 1, instant, instant + 1}
        for since, limit, _ in grant.pauses:
            times |= {since + limit - 1, since + limit, since + limit + 1}
        points = []
        for t in sorted(t for t in times if now <= t <= until and t != horizon):
            curve = vested_by_curve(placed, grant.curve_time(t))
            vested = total - math.ceil((total - curve) * grant.unvested_share())
            assert last <= vested <= total, f"{name}: vested fell at {iso(t)}"
            last = vested
            point = {"t": t, "at": iso(t), "curve_ts": grant.curve_time(t), "curve": str(curve), "vested": str(vested)}
            if unlocking is not None:
                unlocked = math.floor(Fraction(total * vested_by_curve(unlocking, t), BILLION))
                point["unlocked"] = str(unlocked)
                point["claimable"] = str(max(0, min(vested, unlocked) - grant.claimed))
            points.append(point)
        states.append({"after": " ".join(map(str, act)), "from": iso(now), **grant.stored(now), "points": points})
    plain = len(story) == 1 and unlock is None
    if plain:
        for point in states[0]["points"]:
            del point["curve_ts"], point["curve"]
    result = {
        "name": name,
        "start_ts": start,
        "start": iso(start),
        "end_ts": end,
        "end": iso(end),
        "total": str(total),
        "segments": [{**s, "amount": str(s["amount"])} for s in segments],
    }
    assert 0 <= start and end <= MAX_TS and 0 < total <= U64 and 1 <= len(segments) <= 24, name
    if unlocking is not None:
        result["unlock"] = {
            "start_ts": unlock_start,
            "end_ts": unlocking[-1][1],
            "segments": [{**s, "amount": str(s["amount"])} for s in unlock[1]],
        }
    return {**result, "states": states}


def split(total, *percents):
    """Parts of a total by percent, cumulative, so that they sum to it."""
    parts, before = [], 0
    for p in percents:
        parts.append(total * (before + p) // 100 - total * before // 100)
        before += p
    assert before == 100
    return parts


# ------------------------------------------------------------------------------------------------------------ themes


def standard():
    total = 480_000_000_000
    quarter, rest = split(total, 25, 75)
    odd = 1_000_000_007
    amazon = split(total, 5, 15, 80)
    return [
        vector("four years, one year cliff, monthly", "2025-01-01", [months(quarter, 12, 1), months(rest, 36, 36)]),
        vector("four years, one year cliff, monthly, odd total", "2025-03-15T09:30:00", [months(odd // 4, 12, 1), months(odd - odd // 4, 36, 36)]),
        vector("four years, one year cliff, quarterly", "2025-01-01", [months(quarter, 12, 1), months(rest, 36, 12)]),
        vector("four years, one year cliff, quarterly, odd total", "2024-11-20", [months(odd // 4, 12, 1), months(odd - odd // 4, 36, 12)]),
        vector("three years monthly, no cliff", "2026-07-01", [months(odd, 36, 36)]),
        vector("six years, one year cliff, twice a year", "2025-06-01", [months(total // 6, 12, 1), months(total - total // 6, 60, 10)]),
        vector("graded 10/20/30/40 by year", "2025-01-01", [months(a, 12, 1) for a in split(total, 10, 20, 30, 40)]),
        vector("graded 10/20/30/40, monthly inside each year", "2025-02-14T17:00:00", [months(a, 12, 12) for a in split(odd, 10, 20, 30, 40)]),
        vector("back-loaded 5/15, then half-yearly", "2025-01-01", [months(amazon[0], 12, 1), months(amazon[1], 12, 1), months(amazon[2], 24, 4)]),
        vector("front-loaded 40/30/20/10 by quarter", "2025-04-01", [months(a, 12, 4) for a in split(odd, 40, 30, 20, 10)]),
        vector("one year, daily linear", "2025-01-01", [seconds(odd, 365 * DAY)]),
        vector("one year in 365 daily steps", "2025-01-01", [seconds(odd, 365 * DAY, 365)]),
        vector("one-off cliff in seconds", "2025-01-01", [seconds(total, 540 * DAY, 1)]),
        vector("one-off cliff of 18 months", "2025-01-01", [months(total, 18, 1)]),
        vector("all at once at the start", "2025-05-05T05:05:05", [seconds(total, 0, 1)]),
        vector("a tenth at the start, six months of nothing, 18 monthly", "2025-01-10", [seconds(total // 10, 0, 1), months(0, 6, 1), months(total - total // 10, 18, 18)]),
        vector("24 custom tranches in seconds", "2025-01-01", [seconds(1_000_003 * (i + 1) ** 2 + i, (i % 7 + 1) * 11 * DAY + i * 3_601, 1) for i in range(24)]),
        vector("24 custom tranches in months", "2025-01-31", [months(7_777_777 * (24 - i) + i, i % 5 + 1, 1) for i in range(24)]),
        vector("four years continuous by month", "2025-01-01", [months(odd, 48)]),
        vector("two years in 104 weekly steps", "2025-01-06T00:00:00", [seconds(odd, 104 * 7 * DAY, 104)]),
        vector("one year cliff in seconds, then continuous", "2025-01-01", [seconds(quarter, 365 * DAY, 1), seconds(rest, 3 * 365 * DAY)]),
        vector("every two months for two years", "2025-09-09", [months(odd, 24, 12)]),
        vector("hired mid-month, vesting on the first", "2025-03-17T12:00:00", [seconds(0, ts("2025-04-01") - ts("2025-03-17T12:00:00"), 1), months(quarter, 12, 1), months(rest, 36, 36)]),
    ]


def month_ends():
    odd = 999_999_937
    return [
        vector("31 January, monthly, common year", "2025-01-31", [months(odd, 12, 12)]),
        vector("31 January, monthly, leap year", "2024-01-31T23:59:59", [months(odd, 13, 13)]),
        vector("30 January, monthly", "2023-01-30T06:00:00", [months(odd, 14, 14)]),
        vector("29 January, common year", "2023-01-29", [months(odd, 14, 14)]),
        vector("29 January, leap year", "2024-01-29T00:00:01", [months(odd, 14, 14)]),
        vector("28 February stays the 28th", "2023-02-28", [months(odd, 14, 14)]),
        vector("29 February by year", "2024-02-29", [months(odd, 60, 5)]),
        vector("29 February by month", "2024-02-29T12:34:56", [months(odd, 13, 13)]),
        vector("31 August by quarter", "2024-08-31", [months(odd, 24, 8)]),
        vector("31 December, last second", "2024-12-31T23:59:59", [months(odd, 6, 6)]),
        vector("31 January, continuous over one month", "2025-01-31T10:00:00", [months(odd, 1)]),
        vector("31 January, continuous months one after another", "2024-01-31", [months(31_000_003, 1) for _ in range(6)]),
        vector("31 January, consecutive month segments share the anchor", "2025-01-31", [months(100_000_007, 1, 1), months(0, 1, 1), months(300_000_001, 1, 1), months(5, 1, 1), months(77, 3, 3)]),
        vector("seconds, then months from where they end", "2025-01-01T08:00:00", [seconds(1_000, 30 * DAY, 3), months(odd, 12, 12)]),
        vector("an immediate tranche between months moves the anchor", "2025-01-31", [months(1_000_001, 1, 1), seconds(9, 0, 1), months(odd, 3, 3)]),
        vector("months, seconds, months", "2024-01-31T20:00:00", [months(500, 1, 1), seconds(600, 2 * DAY + 5 * 3_600, 2), months(odd, 4, 4), seconds(77, DAY), months(12_345, 2)]),
        vector("across 2100, which has no 29 February", "2096-02-29", [months(odd, 60, 5)]),
        vector("monthly into March 2100", "2099-12-31T18:00:00", [months(odd, 4, 4)]),
        vector("across 2000, which has one", "1999-12-31", [months(odd, 3, 3), months(odd, 48, 4)]),
        vector("from the epoch", 0, [months(odd, 24, 24)]),
        vector("18 months from 31 August", "2024-08-31T00:00:00", [months(odd, 18, 1)]),
        vector("continuous year over a leap day", "2023-06-30T15:00:00", [months(0, 2, 1), months(odd, 12), months(odd, 12)]),
    ]


def in_seconds():
    return [
        vector("steps that do not divide the span", 1_700_000_000, [seconds(1_000, 100, 7)]),
        vector("a step every second", 1_700_000_000, [seconds(101, 13, 13)]),
        vector("one second, one step", 1_700_000_000, [seconds(5, 1, 1)]),
        vector("one second, continuous", 1_700_000_000, [seconds(5, 1)]),
        vector("fewer units than steps", 1_700_000_000, [seconds(3, 1_000, 10)]),
        vector("a wait in the middle", 1_700_000_000, [seconds(10, 10, 2), seconds(0, 50), seconds(11, 10, 4), seconds(0, 5, 5)]),
        vector("primes", 1_700_000_003, [seconds(1_000_000_007, 999_983), seconds(998_244_353, 611_953, 10_007)]),
        vector("65,535 steps in 65,536 seconds", 1_700_000_000, [seconds(10**15 + 1, 65_536, 65_535)]),
        vector("65,535 steps in the longest span", 1_000_000_000, [seconds(10**18 + 9, U32, 65_535)]),
        vector("the longest span, continuous", 1_000_000_000, [seconds(10**18 + 9, U32)]),
        vector("hourly for 30 days", 1_700_000_000, [seconds(123_456_789, 30 * DAY, 720)]),
        vector("several tranches in one second", 1_700_000_000, [seconds(1, 0, 1), seconds(2, 0, 1), seconds(100, 60), seconds(3, 0, 1), seconds(4, 0, 1)]),
    ]


def extremes():
    return [
        vector("largest total, continuous", 1_700_000_000, [seconds(U64, U32)]),
        vector("largest total, 65,535 steps", 1_700_000_000, [seconds(U64, U32, 65_535)]),
        vector("largest total, monthly", "2025-01-31", [months(U64, 48, 48)]),
        vector("largest total in 24 segments", "2025-01-31", [months(U64 // 24, 3, 3) for _ in range(23)] + [seconds(U64 - U64 // 24 * 23, 9_999_999)]),
        vector("one unit, continuous", 1_700_000_000, [seconds(1, 1_000)]),
        vector("one unit, monthly", "2025-01-01", [months(1, 12, 12)]),
        vector("at the last second there is", MAX_TS, [seconds(42, 0, 1)]),
        vector("ends at the last second, in seconds", MAX_TS - U32, [seconds(U64, U32, 3)]),
        vector("ends at the last second, in months", "2199-01-01", [months(U64, 12, 12)]),
        vector("31 December 2199", "2199-10-31", [months(U64 - 1, 2, 2)]),
        vector("230 years of months, continuous", 0, [months(U64, 2_760)]),
        vector("230 years of months in steps", 0, [months(U64, 2_760, 2_760)]),
        vector("23 decades of seconds", 0, [seconds(U64 // 2, 3_629_059_200, 1_000), seconds(U64 - U64 // 2, 3_629_059_200)]),
    ]


CLIFF_MONTHLY = [months(250_000_003, 12, 1), months(750_000_004, 36, 36)]
LINEAR = [seconds(1_000_000_007, 1_000 * DAY)]
START = "2025-01-31T12:00:00"


def accelerations():
    return [
        vector("a quarter of a grant", START, CLIFF_MONTHLY, [("2025-06-01", "release", 2_500)]),
        vector("half, then half again", START, CLIFF_MONTHLY, [("2025-06-01", "release", 5_000), ("2026-06-01", "release", 5_000)]),
        vector("a third three times, linear", START, LINEAR, [("2025-03-01", "release", 3_333), ("2025-03-02", "release", 3_333), ("2027-03-01", "release", 3_333)]),
        vector("all of a grant", START, CLIFF_MONTHLY, [("2025-02-01", "release", 10_000)]),
        vector("a ten-thousandth, many times", START, LINEAR, [(ts("2025-04-01") + i, "release", 1) for i in range(5)]),
        vector("nothing released is nothing changed", START, LINEAR, [("2025-04-01", "release", 0)]),
        vector("the plan, once", START, CLIFF_MONTHLY, [("2025-12-31", "plan release", 750_000_000)]),
        vector("the plan three times, to the end", START, CLIFF_MONTHLY, [("2025-12-31", "plan release", 900_000_000), ("2026-12-31", "plan release", 333_333_333), ("2027-01-01", "plan release", 0)]),
        vector("issued after the plan had released", START, LINEAR, [("2026-01-01", "plan release", 200_000_000)], plan_at_issue=600_000_000),
        vector("issued after, awkward factors", START, LINEAR, [("2026-01-01", "plan release", 123_456_789), ("2026-06-01", "release", 1_234)], plan_at_issue=987_654_321),
        vector("grant and plan together", START, CLIFF_MONTHLY, [("2025-07-07", "release", 1_111), ("2025-08-08", "plan release", 777_777_777), ("2026-09-09", "release", 9_999)]),
        vector("plan first, then the grant", START, CLIFF_MONTHLY, [("2025-07-07", "plan release", 777_777_777), ("2025-08-08", "release", 1_111)]),
        vector("grant first, then the plan", START, CLIFF_MONTHLY, [("2025-07-07", "release", 1_111), ("2025-08-08", "plan release", 777_777_777)]),
        vector("largest total, both kinds", START, [seconds(U64, 1_000 * DAY)], [("2025-07-07", "release", 1), ("2025-08-08", "plan release", 999_999_998), ("2026-08-08", "plan release", 1)], plan_at_issue=999_999_999),
    ]


def pauses():
    return [
        vector("a month's leave, resumed", START, CLIFF_MONTHLY, [("2025-06-01", "pause", 90 * DAY), ("2025-07-01", "resume")]),
        vector("a leave that ends by itself", START, CLIFF_MONTHLY, [("2025-06-01", "pause", 30 * DAY)]),
        vector("resumed long after it ended by itself", START, LINEAR, [("2025-06-01", "pause", 30 * DAY), ("2026-01-01", "resume")]),
        vector("two leaves", START, LINEAR, [("2025-06-01", "pause", 40 * DAY), ("2025-07-01", "resume"), ("2025-09-01", "pause", 10 * DAY), ("2025-09-30", "resume")]),
        vector("paused before the start", "2025-06-30T12:00:00", CLIFF_MONTHLY, [("2025-06-30T12:00:00", "pause", 5 * DAY), ("2025-07-02T12:00:00", "resume")]),
        vector("paused on the second of a step", START, CLIFF_MONTHLY, [("2026-02-28T12:00:00", "pause", 3 * DAY), ("2026-03-02T12:00:00", "resume")]),
        vector("paused on the second of the cliff", START, CLIFF_MONTHLY, [("2026-01-31T12:00:00", "pause", 100 * DAY), ("2026-02-28T12:00:00", "resume")]),
        vector("paused one second before the cliff", START, CLIFF_MONTHLY, [("2026-01-31T11:59:59", "pause", 100 * DAY), ("2026-02-28T12:00:00", "resume")]),
        vector("paused for no time", START, LINEAR, [("2025-06-01", "pause", 0), ("2025-06-02", "resume")]),
        vector("paused after all has vested", START, LINEAR, [("2029-06-01", "pause", DAY), ("2029-07-01", "resume")]),
        vector("released during a leave", START, CLIFF_MONTHLY, [("2025-06-01", "pause", 90 * DAY), ("2025-06-15", "release", 2_500), ("2025-07-01", "resume")]),
    ]


def terminations():
    return [
        vector("at notice", START, CLIFF_MONTHLY, [("2026-08-01", "terminate", "2026-09-01")]),
        vector("at once", START, CLIFF_MONTHLY, [("2026-08-01", "terminate", "2026-08-01")]),
        vector("before the cliff", START, CLIFF_MONTHLY, [("2025-08-01", "terminate", "2025-08-31")]),
        vector("on the second of a step", START, CLIFF_MONTHLY, [("2026-08-01", "terminate", "2026-08-31T12:00:00")]),
        vector("one second before a step", START, CLIFF_MONTHLY, [("2026-08-01", "terminate", "2026-08-31T11:59:59")]),
        vector("after the end", START, LINEAR, [("2029-01-01", "terminate", "2029-02-01")]),
        vector("withdrawn before it takes effect", START, LINEAR, [("2026-08-01", "terminate", "2026-09-01"), ("2026-08-31", "withdraw termination")]),
        vector("withdrawn and announced again", START, LINEAR, [("2026-08-01", "terminate", "2026-09-01"), ("2026-08-31", "withdraw termination"), ("2026-10-01", "terminate", "2026-11-01")]),
        vector("a good leaver gets half of the rest", START, CLIFF_MONTHLY, [("2026-08-01", "terminate", "2026-09-01"), ("2026-08-01", "release", 5_000)]),
        vector("a plan release before the stop counts", START, LINEAR, [("2026-08-01", "terminate", "2026-09-01"), ("2026-08-15", "plan release", 500_000_000)]),
        vector("a plan release after the stop does not", START, LINEAR, [("2026-08-01", "terminate", "2026-09-01"), ("2026-09-02", "plan release", 500_000_000)]),
        vector("announced during a leave that outlasts it", START, LINEAR, [("2026-07-15", "pause", 365 * DAY), ("2026-08-01", "terminate", "2026-09-01"), ("2026-10-01", "resume")]),
        vector("a leave that ends before the stop", START, LINEAR, [("2026-07-15", "pause", 20 * DAY), ("2026-08-01", "terminate", "2026-09-01"), ("2026-08-02", "resume")]),
        vector("a leave begun during notice", START, CLIFF_MONTHLY, [("2026-08-01", "terminate", "2026-10-01"), ("2026-08-30", "pause", 10 * DAY)]),
    ]


def unlocks():
    year = [months(BILLION // 4, 6, 1), months(BILLION - BILLION // 4, 6, 6)]
    return [
        vector("unlocks later than it vests", START, CLIFF_MONTHLY, unlock=("2026-06-01", year)),
        vector("unlocks sooner than it vests", START, CLIFF_MONTHLY, unlock=("2024-06-01", year)),
        vector("unlocks continuously", START, LINEAR, unlock=("2025-06-01", [seconds(BILLION, 777 * DAY)])),
        vector("the clocks cross", START, [seconds(500_000_003, 400 * DAY), seconds(500_000_009, 100 * DAY)], unlock=("2025-05-01", [seconds(BILLION // 2, 100 * DAY), seconds(BILLION // 2, 600 * DAY)])),
        vector("claims in between", START, LINEAR, [("2025-09-01", "claim", 50_000_000), ("2026-02-01", "claim", 200_000_001)], unlock=("2025-06-01", [seconds(BILLION, 500 * DAY, 50)])),
        vector("released early, still locked", START, CLIFF_MONTHLY, [("2025-09-01", "release", 10_000), ("2026-08-01", "claim", 251_875_001)], unlock=("2026-01-31", year)),
        vector("a leave does not hold the unlock", START, CLIFF_MONTHLY, [("2026-03-01", "pause", 60 * DAY), ("2026-04-01", "resume")], unlock=("2026-01-31", year)),
        vector("terminated, unlocking goes on", START, LINEAR, [("2026-03-01", "terminate", "2026-04-01")], unlock=("2026-01-31", year)),
        vector("largest total, in billionths", START, [seconds(U64, 0, 1)], unlock=("2025-06-01", [seconds(1, 0, 1), seconds(BILLION - 2, 100 * DAY, 7), seconds(1, DAY, 1)])),
    ]


# ------------------------------------------------------------------------------------------------------ other kinds


def refusals():
    def refused(error, name, start, segments, total=None):
        total = sum(s["amount"] for s in segments) if total is None else total
        written = [{**s, "amount": str(s["amount"])} for s in segments]
        return {"name": name, "error": error, "start_ts": start, "total": str(total), "segments": written}

    now = ts("2025-01-01")
    return [
        refused("NoSegments", "no segments", now, [], 1),
        refused("TooManySegments", "25 segments", now, [seconds(1, 1, 1)] * 25),
        refused("TotalIsZero", "a total of 0", now, [seconds(0, 10)]),
        refused("StartOutOfRange", "one second before 1970", -1, [seconds(1, 10)]),
        refused("StartOutOfRange", "one second after the last", MAX_TS + 1, [seconds(1, 0, 1)]),
        refused("SpanTooShort", "0 seconds, continuous", now, [seconds(1, 0)]),
        refused("SpanTooShort", "0 seconds in two steps", now, [seconds(1, 0, 2)]),
        refused("SpanTooShort", "0 months in one step", now, [months(1, 0, 1)]),
        refused("SpanTooShort", "0 months, continuous", now, [seconds(1, 10, 1), months(1, 0)]),
        refused("StepsExceedSpan", "11 steps in 10 seconds", now, [seconds(100, 10, 11)]),
        refused("StepsDoNotDivideMonths", "5 steps in 12 months", now, [months(100, 12, 5)]),
        refused("StepsDoNotDivideMonths", "24 steps in 12 months", now, [months(100, 12, 24)]),
        refused("EndOutOfRange", "one second too long", MAX_TS - 9, [seconds(1, 10)]),
        refused("EndOutOfRange", "one month too long", ts("2199-01-01"), [months(1, 13, 13)]),
        refused("EndOutOfRange", "a day too late in the last month", ts("2199-12-02"), [months(1, 1, 1)]),
        refused("EndOutOfRange", "the longest count of months", 0, [months(1, U32)]),
        refused("EndOutOfRange", "24 longest spans", 0, [seconds(1, U32)] * 24),
        refused("AmountsDoNotSumToTotal", "one unit short", now, [seconds(4, 10), seconds(5, 10)], 10),
        refused("AmountsDoNotSumToTotal", "one unit over", now, [seconds(11, 10)], 10),
        refused("AmountsDoNotSumToTotal", "a sum past 64 bits", now, [seconds(U64, 10), seconds(2, 10)], 1),
    ]


def factors():
    cases = [(BILLION, b) for b in (0, 1, 2_500, 3_333, 5_000, 9_999, 10_000)]
    cases += [(k, b) for k in (0, 1, 2, 3, 9_999, 333_333_333, 999_999_999) for b in (0, 1, 3_333, 9_999, 10_000)]
    return [{"retained": k, "acceleration_bps": b, "after": retained_after(k, b)} for k, b in cases]


def tranches():
    """What is vested of a milestone's payout when its schedule alone has vested `curve`: of the releases of its grant and its
    plan only those since it was set count."""

    def of(name, total, curve, grant=((), ()), plan=((), ())):
        factors = {}
        share = Fraction(1)
        for who, (before, since) in (("grant", grant), ("plan", plan)):
            at_issue = BILLION
            for bps in before:
                at_issue = retained_after(at_issue, bps)
            now = at_issue
            for bps in since:
                now = retained_after(now, bps)
            factors |= {f"{who}_at_issue": at_issue, f"{who}_now": now}
            # Where nothing was kept at the issue, nothing can have been released since.
            share *= Fraction(now, at_issue) if at_issue else 1
        vested = total - math.ceil((total - curve) * share)
        assert curve <= vested <= total, name
        return {"name": name, "total": str(total), "curve": str(curve), **factors, "vested": str(vested)}

    return [
        of("nothing released", 1_000, 250),
        of("all released before", 1_000, 250, grant=((2_500, 5_000), ()), plan=((9_000,), ())),
        of("the grant since", 1_000, 250, grant=((), (2_500,))),
        of("the grant before and since", 1_000, 250, grant=((5_000,), (2_500,))),
        of("the grant before and since, awkward factors", 1_000_000_007, 333_333_333, grant=((3_333, 1), (6_667, 9))),
        of("the plan since", 1_000, 250, plan=((), (2_500,))),
        of("the plan before and since", 1_000, 0, plan=((9_990,), (1, 1))),
        of("both before and since", 1_000_000_007, 1, grant=((1_234,), (4_321,)), plan=((777,), (8_888, 1))),
        of("both before, the plan since", 999, 10, grant=((9_000,), ()), plan=((1,), (5_000,))),
        of("all of the grant since", 1_000, 0, grant=((9_990,), (10_000,))),
        of("all of the plan since", 1_000, 999, plan=((9_990,), (10_000,))),
        of("the grant kept nothing when it was set", 1_000, 300, grant=((10_000,), ()), plan=((), (5_000,))),
        of("the smallest factors that take a milestone", U64, 0, grant=((9_990,), (9_999,)), plan=((9_990,), (9_999,))),
        of("the largest payout, nearly nothing released", U64, 1, grant=((1,), (1,)), plan=((1,), (1,))),
        of("the largest payout, all vested", U64, U64, grant=((1,), (1,)), plan=((1,), (1,))),
        of("one base unit", 1, 0, grant=((), (9_999,)), plan=((), (9_999,))),
        of("nothing pays", 0, 0, grant=((), (5_000,)), plan=((), (5_000,))),
    ]


def withholdings():
    def sequence(name, claims):
        """The amounts follow from the running sum alone, with no carry: floor of the sum now less floor of the sum before."""
        owed, rows = Fraction(0), []
        for gross, bps in claims:
            before = math.floor(owed)
            carry_in = (owed - before) * 10_000
            owed += Fraction(gross * bps, 10_000)
            withheld = math.floor(owed) - before
            carry_out = (owed - math.floor(owed)) * 10_000
            assert carry_in.denominator == carry_out.denominator == 1 and 0 <= withheld <= gross
            rows.append({"gross": str(gross), "bps": bps, "carry": int(carry_in), "withheld": str(withheld), "next_carry": int(carry_out)})
        return {"name": name, "sum": str(math.floor(owed)), "claims": rows}

    return [
        sequence("one claim", [(1_000_000, 3_725)]),
        sequence("one unit at a time", [(1, 3_700)] * 30),
        sequence("odd parts", [(g, 3_333) for g in (7, 13, 29, 101, 999, 10_001, 1)]),
        sequence("the rate changes", [(999, 1), (999, 9_999), (1, 5_000), (0, 5_000), (1, 5_000), (77, 0), (1, 10_000)]),
        sequence("nothing withheld", [(1_000, 0)] * 3),
        sequence("everything withheld", [(1_000, 10_000), (1, 10_000), (U64, 10_000)]),
        sequence("largest claims", [(U64, 9_999), (U64, 1), (U64, 3_333)]),
    ]


def parts():
    def divided(name, total, weights):
        whole, before, rows = sum(weights), 0, []
        for weight in weights:
            part = math.floor(Fraction(total * (before + weight), whole)) - math.floor(Fraction(total * before, whole))
            rows.append({"before": str(before), "weight": str(weight), "part": str(part)})
            before += weight
        assert sum(int(r["part"]) for r in rows) == total
        return {"name": name, "total": str(total), "weight_sum": str(whole), "parts": rows}

    return [
        divided("thirds", 100, [1, 1, 1]),
        divided("weights are the amounts", 1_000, [250, 750]),
        divided("largest total, weights are the amounts", U64, [U64 - 5, 0, 5]),
        divided("percents of an odd total", 1_000_000_007, [10, 20, 30, 40]),
        divided("fewer units than parts", 3, [1] * 7),
        divided("largest total in uneven parts", U64, [1, 2, 3, 5, 7, 11, 13]),
        divided("largest weights", 12_345, [U64 // 3, U64 // 3, U64 // 3]),
        divided("from one total to another", 777_777_777, [250_000_003, 750_000_004]),
        divided("nothing", 0, [1, 2]),
        divided("some weights are 0", 10, [0, 3, 0, 4, 0]),
    ]


FILES = {
    "standard.json": ("schedules", standard),
    "month-ends.json": ("schedules", month_ends),
    "seconds.json": ("schedules", in_seconds),
    "extremes.json": ("schedules", extremes),
    "accelerations.json": ("schedules", accelerations),
    "pauses.json": ("schedules", pauses),
    "terminations.json": ("schedules", terminations),
    "unlocks.json": ("schedules", unlocks),
    "refusals.json": ("refusals", refusals),
    "acceleration-factors.json": ("factors", factors),
    "withholding.json": ("withholding", withholdings),
    "apportioning.json": ("apportioning", parts),
    "tranches.json": ("tranches", tranches),
    "medians.json": ("medians", medians),
    "payouts.json": ("payouts", payouts),
}


# ------------------------------------------------------------------------------------------------------------ output


def dump(value, depth=0):
    """JSON in which whatever fits on a line is on one line."""
    line = json.dumps(value)
    if len(line) + depth <= 240 or not isinstance(value, (dict, list)):
        return line
    pad = " " * (depth + 1)
    if isinstance(value, list):
        inner = [pad + dump(v, depth + 1) for v in value]
        return "[\n" + ",\n".join(inner) + "\n" + " " * depth + "]"
    inner = [f"{pad}{json.dumps(k)}: {dump(v, depth + 1)}" for k, v in value.items()]
    return "{\n" + ",\n".join(inner) + "\n" + " " * depth + "}"


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit("usage: generate.py [--check]")
    stale, counts = [], {}
    for name, (kind, make) in FILES.items():
        vectors = make()
        counts[kind] = counts.get(kind, 0) + len(vectors)
        text = dump({"kind": kind, "vectors": vectors}) + "\n"
        path = HERE / name
        if not check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    stale += [p.name for p in HERE.glob("*.json") if p.name not in FILES]
    print(", ".join(f"{count} {kind}" for kind, count in counts.items()))
    if stale:
        sys.exit("differ from generate.py: " + ", ".join(sorted(stale)))


if __name__ == "__main__":
    main()
