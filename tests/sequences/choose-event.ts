/** Which of the things beside the program happens: only those that succeed. */
import {
  depositName,
  DEPOSITORS,
  governanceName,
  GRANT_IDS,
  grantName,
  METRIC_KEYS,
  metricName,
  milestoneName,
  MINTS,
  oraclesName,
  PLANS,
  proposalName,
  transferName,
  vaultName,
  voteName,
  voterName,
} from './addresses';
import type { Draw } from './arbitraries';
import type { ExternalEvent } from './external-events';
import { spread } from './offers';
import type { World } from './state';
import { pick } from './time';

export function chooseEvent(world: World, kind: ExternalEvent['event'], draw: Draw): ExternalEvent | undefined {
  switch (kind) {
    case 'donate': {
      const vaults = [...world.plans.values(), ...world.governances.values()].map(({ vault }) => vault);
      const to = pick([...vaults, 'beneficiary1.gold'], draw.which);
      const mint = world.tokens.get(to)?.mint;
      const owner = pick(['stranger', 'creator', 'thief'], draw.who);
      const from = `${owner}.${mint ?? ''}`;
      const held = world.tokens.get(from)?.amount ?? 0n;
      const amount = pick([1n, 1_000n, held / 3n, 123_456n], draw.amount);
      return amount <= held && from !== to ? { event: kind, from, owner, to, amount } : undefined;
    }
    case 'harvest': {
      const waiting = [...world.tokens]
        .filter(([, { mint, fees }]) => mint === 'fee' && fees > 0n)
        .map(([name]) => name);
      const vaults = waiting.filter((name) => [...world.plans.values()].some(({ vault }) => vault === name));
      const account = [...vaults, ...waiting][draw.which % Math.max(1, vaults.length + waiting.length)];
      return account === undefined ? undefined : { event: kind, mint: 'fee', account };
    }
    case 'setFee': {
      const bps = pick([0, 1, 100, 9_999, 10_000, 500], draw.amount);
      const maximum = pick([0n, 5_000n, 10n ** 18n, 2n ** 64n - 1n, 1n], spread(draw.amount, 1));
      return { event: kind, mint: 'fee', bps, maximum };
    }
    case 'openAccount': {
      const mint = pick(MINTS, draw.amount);
      const vaults = PLANS.map(({ name }) => name).filter((name) => !world.closedPlans.has(name));
      const owner = pick(['newcomer', 'newcomer', ...vaults, ...vaults.map(governanceName)], draw.which);
      const takesPart = world.tokens.get(`${owner}.${mint}`)?.owner ?? owner;
      return takesPart === owner ? { event: kind, payer: 'stranger', owner, mint } : undefined;
    }
    case 'sendLamports': {
      const [plan, id] = [pick(PLANS, draw.which).name, pick(GRANT_IDS, draw.who)];
      const grant = grantName(plan, id);
      const metric = metricName(plan, pick(METRIC_KEYS, draw.who));
      const governance = governanceName(plan);
      const proposal = proposalName(governance, 'beneficiary1', 0n);
      const targets = [
        grant,
        transferName(grant),
        plan,
        vaultName(plan, 'gold'),
        vaultName(plan, 'silver'),
        oraclesName(plan),
        metric,
        milestoneName(grant, draw.who % 3),
        governance,
        proposal,
        depositName(governance, pick(DEPOSITORS, draw.who), 0n),
        voteName(grant, BigInt(draw.who % 2)),
        voterName(proposal, 'beneficiary1'),
      ];
      const amount = pick([1_000_000n, 3_000_000n, 20_000_000n], draw.amount);
      return { event: kind, from: 'stranger', to: pick(targets, draw.detail), amount };
    }
  }
}
