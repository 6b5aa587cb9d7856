//! Medians, payouts and releases of `tests/vectors/*.json`.

mod support;

use serde::Deserialize;
use support::vectors::{amount, read};
use vesting_math::{median, payout, vested, Better, PayoutCurve, Retained};

#[derive(Deserialize)]
struct Tranche {
    name: String,
    total: String,
    curve: String,
    grant_at_issue: u32,
    grant_now: u32,
    plan_at_issue: u32,
    plan_now: u32,
    vested: String,
}

#[derive(Deserialize)]
struct Median {
    name: String,
    values: Vec<String>,
    higher: String,
    lower: String,
}

#[derive(Deserialize)]
struct Payout {
    name: String,
    better: String,
    target_amount: String,
    threshold: String,
    target: String,
    maximum: String,
    threshold_bps: u16,
    max_bps: u16,
    max_amount: String,
    points: Vec<Point>,
}

#[derive(Deserialize)]
struct Point {
    value: String,
    payout: String,
}

fn value(text: &str) -> i64 {
    text.parse().unwrap()
}

#[test]
fn tranches() {
    for vector in read::<Tranche>("tranches", 15) {
        let retained = Retained {
            grant: vector.grant_now,
            grant_at_issue: vector.grant_at_issue,
            plan_now: vector.plan_now,
            plan_at_issue: vector.plan_at_issue,
        };
        let so_far = vested(amount(&vector.total), amount(&vector.curve), retained);
        assert_eq!(so_far, amount(&vector.vested), "{}", vector.name);
    }
}

#[test]
fn medians() {
    for vector in read::<Median>("medians", 15) {
        for (better, expected) in [(Better::Higher, &vector.higher), (Better::Lower, &vector.lower)] {
            let mut values: Vec<_> = vector.values.iter().map(|text| value(text)).collect();
            assert_eq!(median(&mut values, better), Some(value(expected)), "{} {better:?}", vector.name);
        }
    }
}

#[test]
fn payouts() {
    let mut points = 0;
    for vector in read::<Payout>("payouts", 30) {
        let name = &vector.name;
        let better = match vector.better.as_str() {
            "higher" => Better::Higher,
            "lower" => Better::Lower,
            other => panic!("better {other}"),
        };
        let curve = PayoutCurve {
            threshold: value(&vector.threshold),
            target: value(&vector.target),
            maximum: value(&vector.maximum),
            threshold_bps: vector.threshold_bps,
            max_bps: vector.max_bps,
        };
        assert!(curve.is_valid(better), "{name}");
        let target_amount = amount(&vector.target_amount);
        assert_eq!(curve.max_amount(target_amount), amount(&vector.max_amount), "{name}");
        for point in &vector.points {
            let paid = payout(target_amount, &curve, better, value(&point.value));
            assert_eq!(
                paid,
                amount(&point.payout),
                "{name}, {} is better, at {}",
                vector.better,
                point.value
            );
            points += 1;
        }
    }
    assert!(points >= 500, "only {points} points");
}
