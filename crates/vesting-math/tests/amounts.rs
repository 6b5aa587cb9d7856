//! Fractions, releases, unlocking and withholding against exact big integers.

mod support;

use num_bigint::BigUint;
use proptest::prelude::*;
use support::config;
use vesting_math::{
    apportion, claimable, mul_div_ceil, mul_div_floor, retained_after, unlocked, vested, withhold, Retained,
    RETAIN_ALL, UNLOCK_ALL,
};

fn number() -> impl Strategy<Value = u64> {
    prop_oneof![
        any::<u64>(),
        any::<u32>().prop_map(u64::from),
        0_u64..20_000,
        Just(u64::MAX),
        Just(1 << 32),
        Just((1 << 32) - 1),
    ]
}

fn big(value: u64) -> BigUint {
    BigUint::from(value)
}

fn narrow(value: &BigUint) -> u64 {
    u64::try_from(value).unwrap_or(u64::MAX)
}

fn factor() -> impl Strategy<Value = u32> {
    prop_oneof![Just(0), Just(1), Just(RETAIN_ALL - 1), Just(RETAIN_ALL), 0..=RETAIN_ALL]
}

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn fractions(a in number(), b in number(), d in number()) {
        if d == 0 {
            prop_assert_eq!((mul_div_floor(a, b, d), mul_div_ceil(a, b, d)), (0, 0));
        } else {
            let product = big(a) * big(b);
            prop_assert_eq!(mul_div_floor(a, b, d), narrow(&(&product / big(d))));
            prop_assert_eq!(mul_div_ceil(a, b, d), narrow(&((product + big(d - 1)) / big(d))));
        }
    }

    #[test]
    fn parts_sum_to_the_total(total in number(), weights in prop::collection::vec(0..u64::MAX / 24, 1..24)) {
        let sum: u64 = weights.iter().sum();
        let (mut before, mut parts) = (0, 0_u64);
        for &weight in &weights {
            let part = apportion(total, before, weight, sum);
            if weight == 0 {
                prop_assert_eq!(part, 0);
            }
            prop_assert_eq!(apportion(sum, before, weight, sum), weight);
            before += weight;
            parts += part;
        }
        prop_assert_eq!(parts, if sum == 0 { 0 } else { total });
    }

    #[test]
    fn releases(
        total in number(), curve in number(), own in factor(), then in factor(), now in factor(), issue in factor(),
    ) {
        let curve = curve.min(total);
        let (issue, then) = (issue.max(1), then.max(1));
        let grant = own.min(then);
        let plan_now = now.min(issue);
        let numerator = big(total - curve) * big(grant.into()) * big(plan_now.into());
        let denominator = big(issue.into()) * big(then.into());
        let unvested = narrow(&((numerator + &denominator - 1_u32) / denominator));
        let retained = Retained { grant, grant_at_issue: then, plan_now, plan_at_issue: issue };
        prop_assert_eq!(vested(total, curve, retained), total - unvested);
    }

    #[test]
    fn any_factors_stay_between_curve_and_total(
        total in number(), curve in number(), [grant, grant_at_issue, plan_now, plan_at_issue] in any::<[u32; 4]>(),
    ) {
        let so_far = vested(total, curve, Retained { grant, grant_at_issue, plan_now, plan_at_issue });
        prop_assert!(curve.min(total) <= so_far && so_far <= total);
    }

    #[test]
    fn more_released_is_more_vested(
        total in number(), curve in number(), grant in factor(), now in factor(), issue in factor(), bps in 0_u16..=10_000,
    ) {
        let retained = Retained { grant, grant_at_issue: RETAIN_ALL, plan_now: now, plan_at_issue: issue.max(now) };
        let so_far = vested(total, curve, retained);
        let grant_accelerated = Retained { grant: retained_after(grant, bps), ..retained };
        let plan_accelerated = Retained { plan_now: retained_after(now, bps), ..retained };
        prop_assert!(so_far <= vested(total, curve, grant_accelerated));
        prop_assert!(so_far <= vested(total, curve, plan_accelerated));
        prop_assert!(so_far <= vested(total, curve.saturating_add(1), retained));
    }

    #[test]
    fn keeping(retained in any::<u32>(), bps in any::<u16>()) {
        let exact = (u64::from(retained) * u64::from(10_000 - bps.min(10_000))).div_ceil(10_000);
        prop_assert_eq!(u64::from(retained_after(retained, bps)), exact);
    }

    #[test]
    fn unlocking(total in number(), ppb in number(), claimed in number(), so_far in number()) {
        let exact = big(total) * big(ppb.min(UNLOCK_ALL)) / big(UNLOCK_ALL);
        let free = unlocked(total, ppb);
        prop_assert_eq!(free, narrow(&exact));
        prop_assert_eq!(unlocked(total, UNLOCK_ALL), total);
        let now = claimable(so_far, free, claimed);
        prop_assert!(now.checked_add(claimed).is_some_and(|sum| sum <= so_far.min(free) || now == 0));
    }

    #[test]
    fn withholding_is_exact_over_any_claims(claims in prop::collection::vec((number(), 0_u16..=10_000), 1..40)) {
        let (mut carry, mut withheld, mut owed) = (0, BigUint::ZERO, BigUint::ZERO);
        for (gross, bps) in claims {
            let (part, next) = withhold(gross, bps, carry);
            prop_assert!(part <= gross && next < 10_000);
            carry = next;
            withheld += big(part);
            owed += big(gross) * big(bps.into());
        }
        prop_assert_eq!(withheld, owed / 10_000_u32);
    }

    #[test]
    fn splitting_a_claim_withholds_the_same(gross in number(), cut in number(), bps in 0_u16..=10_000, carry in 0_u16..10_000) {
        let first = cut.min(gross);
        let (a, between) = withhold(first, bps, carry);
        let (b, last) = withhold(gross - first, bps, between);
        prop_assert_eq!((a + b, last), withhold(gross, bps, carry));
    }

    #[test]
    fn withholding_never_panics_nor_exceeds(gross in any::<u64>(), bps in any::<u16>(), carry in any::<u16>()) {
        let (part, next) = withhold(gross, bps, carry);
        prop_assert!(part <= gross && next < 10_000);
    }
}

#[test]
fn a_grant_issued_at_a_factor_of_zero_knows_only_its_own() {
    let retained = Retained { plan_now: 0, plan_at_issue: 0, ..Retained::ALL };
    assert_eq!(vested(100, 30, retained), 30);
    assert_eq!(vested(100, 30, Retained { plan_now: 5, ..retained }), 30);
    assert_eq!(vested(100, 30, Retained { grant: RETAIN_ALL / 2, ..retained }), 65);
}

#[test]
fn a_milestone_set_when_its_grant_kept_nothing_knows_only_the_plan() {
    let retained = Retained { grant: 0, grant_at_issue: 0, ..Retained::ALL };
    assert_eq!(vested(100, 30, retained), 30);
    assert_eq!(vested(100, 30, Retained { plan_now: RETAIN_ALL / 2, ..retained }), 65);
}
