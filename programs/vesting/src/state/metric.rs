//! A number that decides money: attested by oracles, open to dispute, then final for good.
use anchor_lang::prelude::*;

use super::{MetricArgs, OracleSet, Panel, Seats, LAYOUT_VERSION};
use crate::{
    constants::*,
    ensure,
    errors::{fail, VestingError},
};

/// Where a metric stands. Transitions: Open -> Challenged -> Final; Challenged -> Open by a dispute, or when later
/// attestations bring the median below the early value before the metric is due.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum MetricStatus {
    /// Takes attestations; too few agree to decide.
    Open,
    /// Enough attestors are in: `value` becomes final at `challenge_ends_ts` unless it is disputed.
    Challenged,
    /// `value` stands for good, since `challenge_ends_ts`.
    Final,
}

/// Bit of `Metric::disputed_by`: the guardian. The lower 16 bits are the seats.
const GUARDIAN_BIT: u32 = 1 << 16;

/// The last that a seat said.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Attestation {
    /// Who attested; the seat may have another holder since.
    pub attestor: Pubkey,
    /// SHA-256 of the evidence.
    pub evidence_sha256: [u8; 32],
    /// The value, in the metric's units.
    pub value: i64,
    /// When it was so, unix seconds.
    pub observed_ts: i64,
    /// When it was attested, unix seconds.
    pub attested_ts: i64,
    /// The metric's round in which it counts; rounds begin at 1.
    pub round: u32,
    /// 1 when it was observed since there was a result: only that can deny one.
    pub is_later: u32,
}

/// PDA `["metric", plan, key]`. Its definition never changes. Values are integers times ten to the `exponent`.
#[account(zero_copy, discriminator = [LAYOUT_VERSION, b'm', b'e', b't', b'r', b'i', b'c', 0])]
#[derive(Debug)]
pub struct Metric {
    /// The plan.
    pub plan: Pubkey,
    /// The metric's name in its plan, ASCII, zero-padded.
    pub key: [u8; METRIC_KEY_BYTES as usize],
    /// SHA-256 of the document that says what is measured and how.
    pub definition_sha256: [u8; 32],
    /// Where that document is, ASCII, zero-padded.
    pub definition_uri: [u8; MAX_TERMS_URI_BYTES as usize],
    /// Observations from before don't count, unix seconds.
    pub opens_ts: i64,
    /// From when any result can become final, unix seconds; before it only one that reaches `early_value`.
    pub due_ts: i64,
    /// A result at least this good may become final before `due_ts`; none where `has_early_value` is 0.
    pub early_value: i64,
    /// The median of the counted attestations while challenged, and for good once final.
    pub value: i64,
    /// When the result that is challenged or final was first there, unix seconds; 0 without one: it decides whether
    /// somebody who leaves meanwhile is still owed. Neither a dispute nor a minority takes it back: what came early goes
    /// when more than half of all seats deny it since, and any result that nobody confirms by `retry_until_ts` lapses. Where a
    /// lower one takes the place of what came early, that counts from `lower_ts`. While there is a result, `attestors` and
    /// `threshold` decide, whatever becomes of the plan's oracle set.
    pub reached_ts: i64,
    /// When the challenged or final value was so: the median of the counted observations, of an even number the later of
    /// the middle two. Who denies an early result says nothing on when it was reached. A further report of the same value
    /// makes it earlier; later only what was disputed or denied, when more than half of all seats say so. Unix seconds,
    /// otherwise 0.
    pub observed_ts: i64,
    /// Challenged: the value becomes final then. Final: since when. Unix seconds, otherwise 0.
    pub challenge_ends_ts: i64,
    /// A result that was disputed or denied lapses when it is not confirmed by then, and milestones wait until then, unix
    /// seconds; 0 otherwise.
    pub retry_until_ts: i64,
    /// How old an observation may be to count, seconds.
    pub max_age_secs: u32,
    /// How long a result can be disputed, seconds.
    pub challenge_secs: u32,
    /// Milestones that hang on the metric.
    pub milestone_count: u32,
    /// Counts from 1; a dispute begins the next, in which nothing attested before counts.
    pub round: u32,
    /// Who has disputed: a bit a seat, and bit 16 for the guardian. Each may once.
    pub disputed_by: u32,
    /// The seats that are counted in `value`, a bit each.
    pub counted: u16,
    /// Values are multiplied by ten to this.
    pub exponent: i8,
    /// 1 when a lower value is the better one.
    pub lower_is_better: u8,
    /// 1 when `early_value` applies.
    pub has_early_value: u8,
    /// A `MetricStatus`: 0 open, 1 challenged, 2 final.
    pub status: u8,
    /// Bump of the metric's address.
    pub bump: u8,
    /// Attestations that decide, since `reached_ts`; 0 before.
    pub threshold: u8,
    /// Since the metric was due, while an early result stood: when a result below the early value was first there, that is as
    /// many reports of one as decide, or a challenge of it. Unix seconds, until 2106, otherwise 0.
    pub lower_ts: u32,
    /// The last attestation of each seat.
    pub attestations: [Attestation; MAX_ATTESTORS as usize],
    /// Who sat where at `reached_ts`; zero before.
    pub attestors: [Pubkey; MAX_ATTESTORS as usize],
}

/// Bytes of a metric's account, discriminator included.
pub const METRIC_SIZE: usize = 8 + size_of::<Metric>();

/// What of an attestation is compared.
#[derive(Clone, Copy)]
enum Figure {
    Value,
    ObservedTs,
}

/// One observation, as an attestor reports it.
#[derive(Clone, Copy, Debug)]
pub struct Observation {
    pub value: i64,
    pub observed_ts: i64,
    pub evidence_sha256: [u8; 32],
}

impl Metric {
    /// Takes over a validated definition.
    pub fn define(&mut self, args: &MetricArgs) {
        self.key = args.key;
        self.definition_sha256 = args.definition_sha256;
        super::write_uri(&args.definition_uri, &mut self.definition_uri);
        self.opens_ts = args.opens_ts;
        self.due_ts = args.due_ts;
        self.early_value = args.early_value.unwrap_or_default();
        self.has_early_value = u8::from(args.early_value.is_some());
        self.max_age_secs = args.max_age_secs;
        self.challenge_secs = args.challenge_secs;
        self.exponent = args.exponent;
        self.lower_is_better = u8::from(args.lower_is_better);
        self.round = 1;
    }

    pub fn status(&self) -> MetricStatus {
        match self.status {
            0 => MetricStatus::Open,
            1 => MetricStatus::Challenged,
            _ => MetricStatus::Final,
        }
    }

    /// Which way is better.
    pub fn better(&self) -> vesting_math::Better {
        match self.lower_is_better {
            0 => vesting_math::Better::Higher,
            _ => vesting_math::Better::Lower,
        }
    }

    /// Who decides: from the moment when enough reports are in until the metric is final, the seats of that moment, so
    /// that nobody can put in others who have seen the result.
    fn panel<'a>(&'a self, oracles: &'a OracleSet) -> Panel<'a> {
        match self.threshold {
            0 => oracles.panel(),
            threshold => Panel { attestors: &self.attestors, threshold },
        }
    }

    /// Records what `attestor` observed, and counts it. Enough fresh attestations begin the challenge; one that comes
    /// in during it is counted too, and when it moves the median, or when that was so, the window starts anew. So each seat
    /// can prolong a challenge once, and nobody gets less than the whole window to look at a result.
    pub fn attest(
        &mut self,
        oracles: &OracleSet,
        attestor: &Pubkey,
        observation: Observation,
        now: i64,
    ) -> Result<()> {
        if self.has_lapsed(now) {
            self.forget_result();
        }
        let seat = self.panel(oracles).seat_of(attestor).ok_or_else(|| fail(VestingError::NotAttestor))?;
        let challenged = self.check_takes_attestations(attestor, seat, now)?;
        self.record(attestor, seat, observation, now)?;

        let (counted, enough) = match challenged {
            // There were enough when it began.
            true => (self.counted | seat_bit(seat), true),
            false => {
                let fresh = self.fresh_seats(now);
                (fresh, fresh.count_ones() >= self.panel(oracles).required(self.round > 1))
            }
        };
        let median = self.median_of(counted).filter(|median| enough && self.may_become_final(*median, now));
        match median {
            Some(median) => self.count(counted, median, oracles, now),
            None if challenged => self.reopen(now),
            None => {}
        }
        let is_challenged = self.status() == MetricStatus::Challenged;
        if self.reached_early() {
            self.note_lower_result(oracles, now);
            if self.denials(now) >= self.panel(oracles).majority() {
                match is_challenged {
                    true if self.is_lower_challenged() => self.reached_ts = self.lower_result_ts(),
                    true => self.reached_ts = 0,
                    false => self.forget_result(),
                }
            }
        }
        if self.reached_ts == 0 && is_challenged {
            self.reached_ts = now;
            if self.threshold == 0 {
                self.threshold = oracles.threshold;
                self.attestors = oracles.attestors;
            }
        }
        Ok(())
    }

    /// Whether a challenge runs; fails where an attestation of this seat can't be taken.
    fn check_takes_attestations(&self, attestor: &Pubkey, seat: usize, now: i64) -> Result<bool> {
        match self.status() {
            MetricStatus::Open => Ok(false),
            MetricStatus::Final => Err(fail(VestingError::MetricIsFinal)),
            MetricStatus::Challenged => {
                ensure!(now < self.challenge_ends_ts, VestingError::ChallengeIsOver);
                let counted = self.counted & seat_bit(seat) != 0
                    || self.said_by(self.counted).any(|said| said.attestor == *attestor);
                ensure!(!counted, VestingError::AlreadyCounted);
                Ok(true)
            }
        }
    }

    /// Writes the attestation into its seat. What the same key attested in another seat is forgotten: it counts once. While
    /// a result waits to be confirmed, what could be observed when it was there can still be reported, and who says the same
    /// again confirms the first observation, as does who says that an early value is still reached.
    fn record(&mut self, attestor: &Pubkey, seat: usize, mut new: Observation, now: i64) -> Result<()> {
        ensure!(new.observed_ts <= now, VestingError::ObservedInFuture);
        let fresh_at = if self.reached_ts == 0 { now } else { self.reached_ts };
        let oldest = fresh_at.saturating_sub(i64::from(self.max_age_secs)).max(self.opens_ts);
        ensure!(new.observed_ts >= oldest, VestingError::ObservationTooOld);
        let (round, reached) = (self.round, self.reached_ts != 0);
        let is_later = u32::from(reached && new.observed_ts >= self.reached_ts);
        // Of one attestor there is one attestation.
        if let Some(place) = self.attestations.iter().position(|said| said.attestor == *attestor) {
            let said = self.attestations.get(place).copied().unwrap_or_default();
            let newer = said.round != round || said.observed_ts < new.observed_ts;
            ensure!(newer, VestingError::AttestationNotNewer);
            if reached && self.is_same_result(said.value, new.value) {
                new.observed_ts = new.observed_ts.min(said.observed_ts);
            }
            if let Some(said) = self.attestations.get_mut(place) {
                *said = Attestation::default();
            }
        }
        let place = self.attestations.get_mut(seat).ok_or_else(|| fail(VestingError::NotAttestor))?;
        *place = Attestation {
            attestor: *attestor,
            evidence_sha256: new.evidence_sha256,
            value: new.value,
            observed_ts: new.observed_ts,
            attested_ts: now,
            round,
            is_later,
        };
        Ok(())
    }

    /// The seats whose attestation of this round is fresh at `now`: by when it was so, or by when it was said where a result
    /// waits to be confirmed.
    #[inline(never)]
    fn fresh_seats(&self, now: i64) -> u16 {
        let oldest = now.saturating_sub(i64::from(self.max_age_secs));
        let confirms = self.reached_ts != 0;
        self.seats_where(|said| {
            let since_ts = if confirms { said.attested_ts } else { said.observed_ts };
            said.round == self.round && since_ts >= oldest
        })
    }

    /// The seats whose last attestation is such a one.
    #[inline(always)]
    fn seats_where(&self, is_such: impl Fn(&Attestation) -> bool) -> u16 {
        let (mut seats, mut bit) = (0, 1u16);
        for said in &self.attestations {
            if is_such(said) {
                seats |= bit;
            }
            bit = bit.rotate_left(1);
        }
        seats
    }

    /// The last that each of some seats said.
    fn said_by(&self, seats: u16) -> impl Iterator<Item = &Attestation> {
        let mut rest = seats;
        self.attestations.iter().filter(move |_| {
            let is_one = rest & 1 != 0;
            rest >>= 1;
            is_one
        })
    }

    /// The median of what the seats said; of an even number the worse of the middle two, in the escrow's favor.
    fn median_of(&self, seats: u16) -> Option<i64> {
        self.median_by(seats, Figure::Value, self.better())
    }

    /// The counted seats that say when `value` was so: of an early result not those that deny it.
    fn dating(&self, value: i64) -> u16 {
        let denying = if self.is_early_result(value) { self.denying() } else { 0 };
        self.counted & !denying
    }

    /// When `value` was so: the earliest time by which more than half of those who say so had observed it. 0 where there are
    /// none.
    fn median_observed_ts(&self, value: i64) -> i64 {
        self.median_by(self.dating(value), Figure::ObservedTs, vesting_math::Better::Lower)
            .unwrap_or_default()
    }

    #[inline(never)]
    fn median_by(&self, seats: u16, of: Figure, better: vesting_math::Better) -> Option<i64> {
        let mut values = [0i64; MAX_ATTESTORS as usize];
        let mut count = 0usize;
        for (said, place) in self.said_by(seats).zip(&mut values) {
            *place = match of {
                Figure::Value => said.value,
                Figure::ObservedTs => said.observed_ts,
            };
            count = count.saturating_add(1);
        }
        vesting_math::median(values.get_mut(..count)?, better)
    }

    fn may_become_final(&self, median: i64, now: i64) -> bool {
        now >= self.due_ts || self.is_early_result(median)
    }

    /// Whether `value` is a result even before `due_ts`.
    fn is_early_result(&self, value: i64) -> bool {
        self.has_early_value == 1 && self.better().reaches(value, self.early_value)
    }

    /// Whether two values are one result as to when it was there: equal, or both reach the early value.
    #[inline(never)]
    fn is_same_result(&self, one: i64, other: i64) -> bool {
        one == other || (self.is_early_result(one) && self.is_early_result(other))
    }

    /// Whether `reached_ts` is that of an early result.
    fn reached_early(&self) -> bool {
        (1..self.due_ts).contains(&self.reached_ts)
    }

    /// The seats whose last attestation says that the early value is not reached.
    #[inline(never)]
    fn denying(&self) -> u16 {
        self.seats_where(|said| !self.is_early_result(said.value))
    }

    /// Whether a value is challenged that could not have been a result before `due_ts`.
    fn is_lower_challenged(&self) -> bool {
        self.status() == MetricStatus::Challenged && !self.is_early_result(self.value)
    }

    /// Notes when a lower result was there beside the early one. As many reports of it as decide are enough, as where nothing
    /// had come early: a false early result must not cost the true one its time, nor may a dispute.
    fn note_lower_result(&mut self, oracles: &OracleSet, now: i64) {
        if now < self.due_ts || self.lower_ts != 0 {
            return;
        }
        let reports = (self.fresh_seats(now) & self.denying()).count_ones();
        if reports >= u32::from(self.panel(oracles).threshold) || self.is_lower_challenged() {
            self.lower_ts = u32::try_from(now).unwrap_or(u32::MAX);
        }
    }

    /// From when a lower result counts that takes the place of an early one.
    fn lower_result_ts(&self) -> i64 {
        self.due_ts.max(i64::from(self.lower_ts))
    }

    /// The seats whose last observation is from after the counted ones' time.
    #[inline(never)]
    fn observed_later(&self) -> u16 {
        self.seats_where(|said| said.observed_ts > self.observed_ts)
    }

    /// How many seats say, freshly and in this round, by what was so since the early result was there, that it is not. What was
    /// so before doesn't deny it.
    fn denials(&self, now: i64) -> u32 {
        let later = self.seats_where(|said| said.is_later == 1 && said.attested_ts >= self.reached_ts);
        (self.fresh_seats(now) & self.denying() & later).count_ones()
    }

    /// Whether the challenged value was so later than it counts. One more report of it can't make it later: who looks late
    /// must not cost somebody what was there. Only of a result that was reopened, where a few who are quick could backdate it,
    /// more than half of all seats can say so.
    fn is_put_off(&self, oracles: &OracleSet) -> bool {
        let later = self.dating(self.value) & self.observed_later();
        self.retry_until_ts != 0 && later.count_ones() >= self.panel(oracles).majority()
    }

    /// Counts some seats, whose median may become final. The challenge begins, or begins anew where it is about another
    /// value, or about another time at which that was so: who has looked at the one has not seen the other.
    fn count(&mut self, counted: u16, median: i64, oracles: &OracleSet, now: i64) {
        let is_challenged = self.status() == MetricStatus::Challenged;
        let same_result = is_challenged && self.is_same_result(self.value, median);
        self.counted = counted;
        let mut observed_ts = self.median_observed_ts(median);
        if same_result && !self.is_put_off(oracles) {
            observed_ts = observed_ts.min(self.observed_ts);
        }
        if is_challenged && self.value == median && observed_ts == self.observed_ts {
            return;
        }
        self.status = MetricStatus::Challenged as u8;
        self.value = median;
        self.observed_ts = observed_ts;
        self.challenge_ends_ts = now.saturating_add(i64::from(self.challenge_secs));
    }

    /// Whether a result that was disputed or denied has not been confirmed in its time. It is none any more: otherwise a few who
    /// plant a false one would keep the seats of that moment in office for good, and a tranche of who has left reserved.
    pub fn has_lapsed(&self, now: i64) -> bool {
        self.reached_ts != 0 && self.status() == MetricStatus::Open && now > self.retry_until_ts
    }

    /// Whether there is a result, which may still have to be confirmed.
    pub fn has_result(&self, now: i64) -> bool {
        self.reached_ts != 0 && !self.has_lapsed(now)
    }

    /// As if there had been no result: the plan's oracle set decides again.
    #[inline(never)]
    fn forget_result(&mut self) {
        self.reached_ts = 0;
        self.lower_ts = 0;
        self.retry_until_ts = 0;
        self.threshold = 0;
        self.attestors = Seats::default();
    }

    /// Takes the challenged value back; milestones wait for it to be confirmed.
    fn reopen(&mut self, now: i64) {
        self.retry_until_ts = now.saturating_add(i64::from(DISPUTE_RETRY_SECS));
        self.observed_ts = 0;
        self.status = MetricStatus::Open as u8;
        self.counted = 0;
        self.value = 0;
        self.challenge_ends_ts = 0;
    }

    /// Takes the challenged `value` back: it has to be attested anew, by more than half of all seats. The guardian may once,
    /// and each seat may once.
    pub fn dispute(
        &mut self,
        oracles: &OracleSet,
        guardian: &Pubkey,
        disputer: &Pubkey,
        value: i64,
        now: i64,
    ) -> Result<()> {
        let running = self.status() == MetricStatus::Challenged && self.value == value;
        ensure!(running, VestingError::NoChallenge);
        ensure!(now < self.challenge_ends_ts, VestingError::ChallengeIsOver);
        let as_attestor = self.panel(oracles).seat_of(disputer).map(|seat| u32::from(seat_bit(seat)));
        let as_guardian = (disputer == guardian).then_some(GUARDIAN_BIT);
        ensure!(as_attestor.is_some() || as_guardian.is_some(), VestingError::NotDisputer);
        let rights = as_attestor.unwrap_or(0) | as_guardian.unwrap_or(0);
        // Somebody who is both uses the attestor's right first.
        let unused = rights & !self.disputed_by;
        ensure!(unused != 0, VestingError::AlreadyDisputed);
        self.disputed_by |= unused.isolate_lowest_one();
        self.round = self.round.saturating_add(1);
        self.reopen(now);
        Ok(())
    }

    /// Makes a challenged value final once its window has passed.
    pub fn finalize(&mut self, now: i64) -> Result<()> {
        match self.status() {
            MetricStatus::Final => return Err(fail(VestingError::MetricIsFinal)),
            MetricStatus::Open => return Err(fail(VestingError::NoChallenge)),
            MetricStatus::Challenged => {}
        }
        ensure!(now >= self.challenge_ends_ts, VestingError::ChallengeIsRunning);
        self.status = MetricStatus::Final as u8;
        if self.reached_early() && !self.is_early_result(self.value) {
            // It is another result than what came early.
            self.reached_ts = self.lower_result_ts();
        }
        Ok(())
    }

    /// Whether a result was there by `ts`: it was so by then, and enough oracles had reported one by then. While the metric
    /// is not final, whether that can still turn out so.
    #[inline(never)]
    pub fn reached_by(&self, ts: i64, now: i64) -> bool {
        let since_ts = match self.status() {
            MetricStatus::Final => self.result_ts(),
            _ => self.reached_ts,
        };
        self.has_result(now) && since_ts <= ts
    }

    /// From when a final result counts: enough oracles had reported one, and it was so.
    fn result_ts(&self) -> i64 {
        self.reached_ts.max(self.observed_ts)
    }

    /// When a final result would have been final if nobody had disputed or denied it: what vests from then on must not wait
    /// for those who did.
    pub fn undisputed_final_ts(&self) -> i64 {
        self.result_ts().saturating_add(i64::from(self.challenge_secs)).min(self.challenge_ends_ts)
    }
}

/// The bit of a seat, of which there are at most 16.
fn seat_bit(seat: usize) -> u16 {
    u32::try_from(seat).ok().and_then(|seat| 1u16.checked_shl(seat)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout() {
        assert_eq!(size_of::<Attestation>(), 96);
        assert_eq!(METRIC_SIZE, 2_376);
    }
}
