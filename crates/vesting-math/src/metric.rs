//! Values of a metric: which is better, and which of several reports stands.

/// Which of two values is the better one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// The higher, as for a score.
    Higher,
    /// The lower, as for an error rate.
    Lower,
}

impl Better {
    /// Whether `value` is at least as good as `goal`.
    pub fn reaches(self, value: i64, goal: i64) -> bool {
        match self {
            Self::Higher => value >= goal,
            Self::Lower => value <= goal,
        }
    }

    /// How much better `value` is than `base`, in the metric's units; 0 where it is not.
    pub fn lead(self, value: i64, base: i64) -> u64 {
        match self.reaches(value, base) {
            true => value.abs_diff(base),
            false => 0,
        }
    }
}

/// The median of the reported values; of an even number the worse of the middle two, so that it is always a value that
/// somebody reported and rounds in the escrow's favor. `None` where there are none. Sorts `values`.
///
/// While more than half of the values are honest, it lies between two honest ones.
pub fn median(values: &mut [i64], better: Better) -> Option<i64> {
    values.sort_unstable();
    let last = values.len().checked_sub(1)?;
    let middle = match better {
        Better::Higher => last / 2,
        Better::Lower => last.div_ceil(2),
    };
    values.get(middle).copied()
}
