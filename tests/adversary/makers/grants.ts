/** What the adversary can do to a plan and its grants. */
import { claimableAt, stopTs, surplusOf, voidEndTs, type Grant } from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import { DAY } from '../../support/world';
import type { Vesting } from '../acts';
import { CRONIES, nameOf } from '../cast';
import { MOST_WITHHELD, mostAccelerations } from '../program/terms';
import type { Maker, Scene } from './aim';

type PlanKind =
  | 'setRole'
  | 'proposeAuthority'
  | 'acceptAuthority'
  | 'pauseClaims'
  | 'resumeClaims'
  | 'acceleratePlan'
  | 'collectWithheld'
  | 'withdrawSurplus'
  | 'fundPlan'
  | 'sealPlan'
  | 'closePlan'
  | 'issueGrants'
  | 'voidGrant'
  | 'terminateGrant'
  | 'withdrawTermination'
  | 'settleTermination'
  | 'pauseGrant'
  | 'resumeGrant'
  | 'accelerateGrant'
  | 'setWithholding'
  | 'proposeTransfer'
  | 'acceptTransfer'
  | 'rejectTransfer'
  | 'closeGrant'
  | 'sweepTombstone'
  | 'claim'
  | 'setAutoClaim';

const HOUR = 3_600;
const CAUSES = ['forCause', 'resignation', 'withoutCause', 'deathOrDisability'] as const;
/** The ways in which the adversary lets grants and milestones vest. */
export const VESTINGS: readonly Vesting[] = [{ kind: 'atOnce' }, { kind: 'linear', days: 10 }, { kind: 'cliff' }];

/** Numbers of the grants there are, that fulfill a condition. */
function grants({ life: { state } }: Scene, fits: (grant: Grant) => boolean): number[] {
  return state.grants.filter((id) => {
    const grant = state.grant(id);
    return grant !== null && fits(grant);
  });
}

/** One of these grants, of those to be harmed more often than others. */
function victimOf({ random, aim }: Scene, ids: readonly number[]): number | undefined {
  const prey = ids.filter((id) => aim.prey.includes(id));
  return prey.length > 0 && random.percent(75) ? random.pick(prey) : random.any(ids);
}

/** An act on one of these grants, if there is one. */
function on<A>(scene: Scene, ids: readonly number[], make: (grant: number) => A): A[] {
  const grant = victimOf(scene, ids);
  return grant === undefined ? [] : [make(grant)];
}

/** Whether a key is one of the adversary's. */
function holds({ life }: Scene, key: PublicKey | null): boolean {
  const who = nameOf(key);
  return who !== undefined && life.holds(who);
}

/** Whether the adversary holds a grant. */
function isHeld(scene: Scene, grant: number): boolean {
  return holds(scene, scene.life.state.grant(grant)?.beneficiary ?? null);
}

/** What can still be issued: neither the plan's cap nor its vault allow more. */
export function roomOf({ life: { state } }: Scene): bigint {
  const plan = state.planNow();
  const cap = plan.issueCap > plan.allocated ? plan.issueCap - plan.allocated : 0n;
  const surplus = surplusOf(plan, state.vaultAmount());
  return cap < surplus ? cap : surplus;
}

export const GRANT_MAKERS: { readonly [K in PlanKind]: Maker<K> } = {
  setRole: ({ random }) => {
    const role = random.pick(['operator', 'payroll', 'guardian', 'accelerationAuthority'] as const);
    return [
      {
        do: 'setRole',
        role,
        holder: random.pick(['authority', 'heir', 'payroll', 'guardian', 'operator', null] as const),
      },
    ];
  },
  proposeAuthority: ({ life, random }) => [
    {
      do: 'proposeAuthority',
      to: life.state.planNow().pendingAuthority === null ? random.pick(['authority', 'heir'] as const) : null,
    },
  ],
  acceptAuthority: ({ life }) => {
    const by = nameOf(life.state.planNow().pendingAuthority);
    return by !== undefined && life.holds(by) ? [{ do: 'acceptAuthority', by }] : [];
  },
  pauseClaims: ({ life, random }) =>
    life.state.planNow().claimsPausedUntilTs <= life.state.now
      ? [{ do: 'pauseClaims', secs: random.pick([HOUR, 72 * HOUR, 72 * HOUR]) }]
      : [],
  resumeClaims: ({ life }) =>
    life.state.planNow().claimsPausedUntilTs > life.state.now ? [{ do: 'resumeClaims' }] : [],
  acceleratePlan: ({ life, random }) => {
    const plan = life.state.planNow();
    const left = Math.max(0, mostAccelerations(plan) - plan.accelerations.length);
    // As many of the smallest releases as the plan still takes, and one more, or one of any size.
    const fill = random.percent(60);
    const bps = fill ? 1 : random.pick([1, 100, 5_000]);
    return Array.from({ length: fill && left > 0 ? left + 1 : Math.min(left, 1) }, () => ({
      do: 'acceleratePlan',
      bps,
    }));
  },
  collectWithheld: ({ life }) => (life.state.planNow().withheld > 0n ? [{ do: 'collectWithheld' }] : []),
  withdrawSurplus: ({ life }) =>
    surplusOf(life.state.planNow(), life.state.vaultAmount()) > 0n ? [{ do: 'withdrawSurplus' }] : [],
  fundPlan: () => [{ do: 'fundPlan', by: 'authority', amount: 1_000_000n }],
  sealPlan: ({ life }) => (life.state.planNow().status === 'open' ? [{ do: 'sealPlan' }] : []),
  closePlan: ({ life }) => (life.state.planNow().status === 'sealed' ? [{ do: 'closePlan' }] : []),
  issueGrants: (scene) => {
    const { life, random } = scene;
    const room = roomOf(scene);
    if (room === 0n) return [];
    return [
      {
        do: 'issueGrants',
        as: life.holds('authority') ? random.pick(['operator', 'authority'] as const) : 'operator',
        grant: Math.max(0, ...life.state.grants) + 1,
        to: random.pick(CRONIES),
        total: random.pick([1n, room, room > 2n ? room / 2n : 1n]),
        startTs: life.state.now - random.pick([0, 400 * DAY]),
        vesting: random.pick(VESTINGS),
        withholdingBps: 0,
      },
    ];
  },
  voidGrant: (scene) => {
    const { state } = scene.life;
    const young = grants(scene, (grant) => state.now < voidEndTs(state.planNow(), grant));
    return on(scene, young, (grant) => ({ do: 'voidGrant', grant }));
  },
  terminateGrant: (scene) => {
    const cause = scene.random.pick(CAUSES);
    const ids = grants(scene, (grant) => stopTs(grant) === null);
    // One, or everybody at once.
    if (scene.random.percent(30)) return ids.map((grant) => ({ do: 'terminateGrant', grant, cause }));
    return on(scene, ids, (grant) => ({ do: 'terminateGrant', grant, cause }));
  },
  withdrawTermination: (scene) =>
    on(
      scene,
      grants(scene, ({ status, statusTs }) => status === 'terminating' && scene.life.state.now < statusTs),
      (grant) => ({ do: 'withdrawTermination', grant }),
    ),
  settleTermination: (scene) =>
    on(
      scene,
      grants(scene, ({ status, statusTs }) => status === 'terminating' && scene.life.state.now > statusTs),
      (grant) => ({ do: 'settleTermination', grant }),
    ),
  pauseGrant: (scene) => {
    const secs = scene.random.pick([DAY, 30 * DAY]);
    return on(
      scene,
      grants(scene, ({ status }) => status === 'active'),
      (grant) => {
        return { do: 'pauseGrant', grant, secs, agreed: isHeld(scene, grant) };
      },
    );
  },
  resumeGrant: (scene) =>
    on(
      scene,
      grants(scene, ({ status }) => status === 'pausedByAuthority'),
      (grant) => ({ do: 'resumeGrant', grant }),
    ),
  accelerateGrant: (scene) => {
    const bps = scene.random.pick([1, 1_000, 10_000]);
    return on(
      scene,
      grants(scene, () => true),
      (grant) => ({ do: 'accelerateGrant', grant, bps }),
    );
  },
  setWithholding: (scene) => {
    const most = Math.min(MOST_WITHHELD, scene.life.state.planNow().maxWithholdingBps);
    const bps = scene.random.pick([most, most, Math.floor(most / 2), 0]);
    return on(
      scene,
      grants(scene, () => true),
      (grant) => ({ do: 'setWithholding', grant, bps }),
    );
  },
  proposeTransfer: (scene) => {
    const to = scene.random.pick(CRONIES);
    return on(
      scene,
      grants(scene, ({ grantId }) => scene.life.state.transfer(Number(grantId)) === null),
      (grant) => {
        const own = isHeld(scene, grant) && scene.random.percent(50);
        return { do: 'proposeTransfer', grant, by: own ? 'beneficiary' : 'authority', to };
      },
    );
  },
  acceptTransfer: (scene) => {
    const { state } = scene.life;
    const ready = grants(scene, ({ grantId }) => (state.transfer(Number(grantId))?.readyTs ?? Infinity) <= state.now);
    const own = grants(
      scene,
      ({ grantId, beneficiary }) => state.transfer(Number(grantId)) !== null && holds(scene, beneficiary),
    );
    return [
      ...on(scene, ready, (grant) => ({ do: 'acceptTransfer', grant, by: 'stranger' }) as const),
      ...on(scene, own, (grant) => ({ do: 'acceptTransfer', grant, by: 'authority' }) as const),
    ];
  },
  rejectTransfer: (scene) => {
    const pending = grants(scene, ({ grantId }) => scene.life.state.transfer(Number(grantId)) !== null);
    return on(scene, pending, (grant) => ({ do: 'rejectTransfer', grant, by: 'authority' }));
  },
  closeGrant: (scene) =>
    on(
      scene,
      grants(scene, ({ status, claimed, total }) => status === 'settled' || claimed === total),
      (grant) => ({ do: 'closeGrant', grant, by: 'operator' }),
    ),
  sweepTombstone: (scene) => {
    const { state } = scene.life;
    return on(
      scene,
      state.grants.filter((id) => state.grant(id) === null),
      (grant) => ({ do: 'sweepTombstone', grant }),
    );
  },
  claim: (scene) => {
    const { state } = scene.life;
    const due = grants(scene, (grant) => claimableAt(state.planNow(), grant, state.now).due > 0n);
    return on(scene, due, (grant) => ({ do: 'claim', grant, by: 'stranger' }));
  },
  setAutoClaim: (scene) => {
    const own = grants(scene, ({ beneficiary }) => holds(scene, beneficiary));
    return on(scene, own, (grant) => ({ do: 'setAutoClaim', grant, enabled: false }));
  },
};
