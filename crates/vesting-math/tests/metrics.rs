//! Medians and payouts against exact big integers, whatever oracles report.

mod support;

use num_bigint::BigInt;
use proptest::prelude::*;
use support::config;
use vesting_math::{median, payout, Better, PayoutCurve, BPS, MAX_PAYOUT_BPS};

fn value() -> impl Strategy<Value = i64> {
    prop_oneof![
        any::<i64>(),
        -100_i64..100,
        Just(i64::MIN),
        Just(i64::MAX),
        Just(0),
        any::<i32>().prop_map(i64::from),
    ]
}

fn better() -> impl Strategy<Value = Better> {
    prop_oneof![Just(Better::Higher), Just(Better::Lower)]
}

fn amount() -> impl Strategy<Value = u64> {
    prop_oneof![any::<u64>(), 0_u64..20_000, Just(u64::MAX), Just(1)]
}

/// A valid curve, which way is better, and values near its corners or anywhere.
fn curve() -> impl Strategy<Value = (PayoutCurve, Better)> {
    let bps = (prop_oneof![Just(0), Just(BPS), 0..=BPS], prop_oneof![Just(BPS), BPS..=MAX_PAYOUT_BPS]);
    (better(), [value(), value(), value()], bps).prop_map(
        |(better, mut corners, (threshold_bps, max_bps))| {
            corners.sort_unstable();
            if better == Better::Lower {
                corners.reverse();
            }
            let [threshold, target, maximum] = corners;
            let max_bps = if maximum == target { BPS } else { max_bps };
            (PayoutCurve { threshold, target, maximum, threshold_bps, max_bps }, better)
        },
    )
}

fn near(curve: &PayoutCurve) -> impl Strategy<Value = i64> {
    let corner = prop_oneof![Just(curve.threshold), Just(curve.target), Just(curve.maximum)];
    prop_oneof![value(), (corner, -2_i64..=2).prop_map(|(corner, by)| corner.saturating_add(by))]
}

fn curve_and_values() -> impl Strategy<Value = (PayoutCurve, Better, [i64; 2])> {
    curve().prop_flat_map(|(curve, better)| {
        let values = [near(&curve), near(&curve)];
        (Just(curve), Just(better), values)
    })
}

/// `floor(amount * bps / 10000)`, or the largest amount where that is more.
fn share(amount: u64, bps: u16) -> BigInt {
    (BigInt::from(amount) * bps / BPS).min(BigInt::from(u64::MAX))
}

/// The payout as the words say it: corners of whole base units, straight lines between them, rounded down.
fn exact(target_amount: u64, curve: &PayoutCurve, better: Better, value: i64) -> BigInt {
    let turn = |of: i64| if better == Better::Higher { BigInt::from(of) } else { -BigInt::from(of) };
    let (value, threshold) = (turn(value), turn(curve.threshold));
    let (target, maximum) = (turn(curve.target), turn(curve.maximum));
    let most = share(target_amount, curve.max_bps);
    let line = |low: BigInt, high: BigInt, from: &BigInt, to: &BigInt| {
        (&low * (to - from) + (high - &low) * (&value - from)) / (to - from)
    };
    if value < threshold {
        BigInt::ZERO
    } else if value >= maximum {
        most
    } else if value >= target {
        line(target_amount.into(), most, &target, &maximum)
    } else {
        line(share(target_amount, curve.threshold_bps), target_amount.into(), &threshold, &target)
    }
}

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn a_payout_is_the_exact_line_rounded_down((curve, better, [value, _]) in curve_and_values(), amount in amount()) {
        prop_assert!(curve.is_valid(better));
        let paid = payout(amount, &curve, better, value);
        prop_assert_eq!(BigInt::from(paid), exact(amount, &curve, better, value));
        prop_assert!(paid <= curve.max_amount(amount));
    }

    #[test]
    fn a_better_value_never_pays_less((curve, better, [a, b]) in curve_and_values(), amount in amount()) {
        let (worse, best) = if better.reaches(b, a) { (a, b) } else { (b, a) };
        prop_assert!(payout(amount, &curve, better, worse) <= payout(amount, &curve, better, best));
    }

    #[test]
    fn the_corners_pay_what_they_say((curve, better) in curve(), amount in amount()) {
        let PayoutCurve { threshold, target, maximum, .. } = curve;
        let most = curve.max_amount(amount);
        prop_assert_eq!(BigInt::from(most), share(amount, curve.max_bps));
        prop_assert_eq!(payout(amount, &curve, better, maximum), most);
        if target != maximum {
            prop_assert_eq!(payout(amount, &curve, better, target), amount);
        }
        if threshold != target {
            let least = share(amount, curve.threshold_bps);
            prop_assert_eq!(BigInt::from(payout(amount, &curve, better, threshold)), least);
        }
    }

    #[test]
    fn curves_that_get_worse_are_invalid((curve, better) in curve()) {
        let PayoutCurve { threshold, target, maximum, threshold_bps, max_bps } = curve;
        let turned = PayoutCurve { threshold: maximum, maximum: threshold, ..curve };
        prop_assert_eq!(turned.is_valid(better), threshold == target && target == maximum);
        let swapped = PayoutCurve { target: maximum, maximum: target, ..curve };
        prop_assert_eq!(swapped.is_valid(better), target == maximum);
        let out_of_range = [
            PayoutCurve { threshold_bps: BPS + 1 + threshold_bps, ..curve },
            PayoutCurve { max_bps: MAX_PAYOUT_BPS + max_bps, ..curve },
            PayoutCurve { max_bps: BPS - 1, ..curve },
        ];
        for wrong in out_of_range {
            prop_assert!(!wrong.is_valid(better), "{:?}", wrong);
        }
    }

    /// A program never hands in a curve that `is_valid` refuses; if it did, it would not panic.
    #[test]
    fn no_curve_panics(corners in any::<[i64; 3]>(), bps in any::<[u16; 2]>(), value in any::<i64>(), amount in any::<u64>(), better in better()) {
        let [threshold, target, maximum] = corners;
        let [threshold_bps, max_bps] = bps;
        payout(amount, &PayoutCurve { threshold, target, maximum, threshold_bps, max_bps }, better, value);
    }

    #[test]
    fn a_median_has_as_many_on_either_side(values in prop::collection::vec(value(), 1..=16), better in better()) {
        let found = median(&mut values.clone(), better).unwrap();
        prop_assert!(values.contains(&found));
        let worse = values.iter().filter(|&&other| other != found && better.reaches(found, other)).count();
        let best = values.iter().filter(|&&other| other != found && better.reaches(other, found)).count();
        // Of an even number the worse of the middle two: fewer than half are worse, at most half are better.
        prop_assert!(2 * worse < values.len() && 2 * best <= values.len());
    }

    #[test]
    fn a_median_does_not_depend_on_the_order(
        (values, shuffled) in prop::collection::vec(value(), 1..=16)
            .prop_flat_map(|values| (Just(values.clone()), Just(values).prop_shuffle())),
        better in better(),
    ) {
        prop_assert_eq!(median(&mut values.clone(), better), median(&mut shuffled.clone(), better));
    }

    /// Whatever fewer than half say, the median lies between two of those who are honest.
    #[test]
    fn a_minority_moves_the_median_no_further_than_honest_values(
        honest in prop::collection::vec(value(), 2..=16),
        lies in prop::collection::vec(prop_oneof![Just(i64::MIN), Just(i64::MAX), any::<i64>()], 0..16),
        better in better(),
    ) {
        let lies = &lies[..lies.len().min(honest.len() - 1)];
        let found = median(&mut [&honest, lies].concat(), better).unwrap();
        prop_assert!(honest.iter().any(|&value| value <= found) && honest.iter().any(|&value| value >= found));
    }

    /// As many liars as honest ones can only make it worse, never better: the escrow's side.
    #[test]
    fn half_of_them_lying_never_make_it_better(
        honest in prop::collection::vec(value(), 1..=8), lies in prop::collection::vec(any::<i64>(), 8), better in better(),
    ) {
        let found = median(&mut [&honest[..], &lies[..honest.len()]].concat(), better).unwrap();
        prop_assert!(honest.iter().any(|&value| better.reaches(value, found)));
    }
}

#[test]
fn nothing_has_no_median() {
    assert_eq!(median(&mut [], Better::Higher), None);
    assert_eq!(median(&mut [], Better::Lower), None);
}
