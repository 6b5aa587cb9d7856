//! Every expected value of `tests/vectors/*.json`.

mod support;

use serde::Deserialize;
use support::vectors::{amount, kinds, read};
use vesting_math::{
    apportion, check_schedule, claimable, curve, retained_after, unlocked, vested, withhold, Retained,
    RunningPause, Segment, Timeline, UNLOCK_ALL,
};

#[derive(Deserialize)]
struct SegmentRow {
    amount: String,
    span: u32,
    steps: u16,
    unit: String,
}

#[derive(Deserialize)]
struct ScheduleVector {
    name: String,
    start_ts: i64,
    end_ts: i64,
    total: String,
    segments: Vec<SegmentRow>,
    unlock: Option<UnlockRow>,
    states: Vec<StateRow>,
}

#[derive(Deserialize)]
struct UnlockRow {
    start_ts: i64,
    end_ts: i64,
    segments: Vec<SegmentRow>,
}

#[derive(Deserialize)]
struct StateRow {
    timeline: TimelineRow,
    retained: RetainedRow,
    claimed: String,
    points: Vec<PointRow>,
}

#[derive(Deserialize)]
struct TimelineRow {
    stop_ts: Option<i64>,
    paused_secs: u32,
    pause: Option<PauseRow>,
}

#[derive(Deserialize)]
struct PauseRow {
    since_ts: i64,
    limit_secs: u32,
}

#[derive(Deserialize)]
struct RetainedRow {
    grant: u32,
    plan_now: u32,
    plan_at_issue: u32,
}

#[derive(Deserialize)]
struct PointRow {
    t: i64,
    curve_ts: Option<i64>,
    curve: Option<String>,
    vested: String,
    unlocked: Option<String>,
    claimable: Option<String>,
}

#[derive(Deserialize)]
struct Refusal {
    name: String,
    error: String,
    start_ts: i64,
    total: String,
    segments: Vec<SegmentRow>,
}

#[derive(Deserialize)]
struct Factor {
    retained: u32,
    acceleration_bps: u16,
    after: u32,
}

#[derive(Deserialize)]
struct Withholding {
    name: String,
    sum: String,
    claims: Vec<ClaimRow>,
}

#[derive(Deserialize)]
struct ClaimRow {
    gross: String,
    bps: u16,
    carry: u16,
    withheld: String,
    next_carry: u16,
}

#[derive(Deserialize)]
struct Apportioning {
    name: String,
    total: String,
    weight_sum: String,
    parts: Vec<PartRow>,
}

#[derive(Deserialize)]
struct PartRow {
    before: String,
    weight: String,
    part: String,
}

fn segments(rows: &[SegmentRow]) -> Vec<Segment> {
    rows.iter()
        .map(|row| match row.unit.as_str() {
            "seconds" => Segment::seconds(amount(&row.amount), row.span, row.steps),
            "months" => Segment::months(amount(&row.amount), row.span, row.steps),
            other => panic!("unit {other}"),
        })
        .collect()
}

#[test]
fn every_file_has_a_known_kind() {
    let here = ["schedules", "refusals", "factors", "withholding", "apportioning"];
    let of_metrics = ["tranches", "medians", "payouts"];
    for kind in kinds() {
        assert!([&here[..], &of_metrics].concat().contains(&kind.as_str()), "{kind}");
    }
}

#[test]
fn schedules() {
    let vectors = read::<ScheduleVector>("schedules", 60);
    let mut points = 0;
    for vector in &vectors {
        let name = &vector.name;
        let total = amount(&vector.total);
        let schedule = segments(&vector.segments);
        assert_eq!(check_schedule(vector.start_ts, &schedule, total), Ok(vector.end_ts), "{name}");
        let unlock = vector.unlock.as_ref().map(|row| (row.start_ts, segments(&row.segments), row.end_ts));
        if let Some((start_ts, rows, end_ts)) = &unlock {
            assert_eq!(check_schedule(*start_ts, rows, UNLOCK_ALL), Ok(*end_ts), "{name}");
        }
        for state in &vector.states {
            let pause = state.timeline.pause.as_ref();
            let timeline = Timeline {
                stop_ts: state.timeline.stop_ts,
                paused_secs: state.timeline.paused_secs,
                pause: pause.map(|p| RunningPause { since_ts: p.since_ts, limit_secs: p.limit_secs }),
            };
            let RetainedRow { grant, plan_now, plan_at_issue } = state.retained;
            let retained = Retained { grant, plan_now, plan_at_issue, ..Retained::ALL };
            for point in &state.points {
                let at = format!("{name} at {}", point.t);
                let curve_ts = timeline.curve_ts(point.t);
                assert_eq!(curve_ts, point.curve_ts.unwrap_or(point.t), "{at}");
                let by_curve = curve(vector.start_ts, &schedule, curve_ts);
                assert_eq!(by_curve, amount(point.curve.as_ref().unwrap_or(&point.vested)), "{at}");
                let so_far = vested(total, by_curve, retained);
                assert_eq!(so_far, amount(&point.vested), "{at}");
                if let Some((start_ts, rows, _)) = &unlock {
                    let free = unlocked(total, curve(*start_ts, rows, point.t));
                    assert_eq!(free, amount(point.unlocked.as_ref().unwrap()), "{at}");
                    let now = claimable(so_far, free, amount(&state.claimed));
                    assert_eq!(now, amount(point.claimable.as_ref().unwrap()), "{at}");
                }
                points += 1;
            }
        }
    }
    assert!(points >= 2_000, "only {points} points");
}

#[test]
fn refusals() {
    let vectors = read::<Refusal>("refusals", 9);
    for vector in vectors {
        let refused = check_schedule(vector.start_ts, &segments(&vector.segments), amount(&vector.total));
        let error = refused.expect_err(&vector.name);
        assert_eq!(format!("{error:?}"), vector.error, "{}", vector.name);
    }
}

#[test]
fn factors() {
    let vectors = read::<Factor>("factors", 20);
    for Factor { retained, acceleration_bps, after } in vectors {
        assert_eq!(retained_after(retained, acceleration_bps), after, "{retained} less {acceleration_bps}");
    }
}

#[test]
fn withholding() {
    let vectors = read::<Withholding>("withholding", 5);
    for vector in vectors {
        let (mut carry, mut sum) = (0, 0_u128);
        for claim in &vector.claims {
            assert_eq!(carry, claim.carry, "{}", vector.name);
            let (withheld, next) = withhold(amount(&claim.gross), claim.bps, carry);
            assert_eq!((withheld, next), (amount(&claim.withheld), claim.next_carry), "{}", vector.name);
            carry = next;
            sum += u128::from(withheld);
        }
        assert_eq!(sum.to_string(), vector.sum, "{}", vector.name);
    }
}

#[test]
fn apportioning() {
    let vectors = read::<Apportioning>("apportioning", 5);
    for vector in vectors {
        let (total, whole) = (amount(&vector.total), amount(&vector.weight_sum));
        for row in &vector.parts {
            let part = apportion(total, amount(&row.before), amount(&row.weight), whole);
            assert_eq!(part, amount(&row.part), "{}", vector.name);
        }
    }
}
