/**
 * The stage of the matrix: a plan, its twin (same people, same mint), a foreign plan (other people, another mint of the
 * other token program), and in each of them grants. Every account that a call names has genuine siblings here.
 */
import { TOKEN_2022_PROGRAM_ID } from '@solana/spl-token';
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import {
  depositAddress,
  governanceAddress,
  grantAddress,
  issueGrants,
  metricAddress,
  milestoneAddress,
  planAddress,
  proposalAddress,
  type GovernanceSettings,
  type Policy,
  type Roles,
  type ShapeSegment,
} from '@tenure/sdk';
import { keypair } from '../support/transactions';
import { CLIFF_MONTHLY, people, type PlanHandle, World } from '../support/world';
import { depositIdFor, grantIdsFor, metricKeyFor, mintNameFor, planIdFor } from './first-try';
import { createGovernances } from './governances';

/** The call's own grant, the same person's second, another person's in the plan, and those of the other two plans. */
export type SubjectName = 'own' | 'second' | 'other' | 'twin' | 'foreign';

type Holders = Record<keyof Roles, PublicKey>;

interface PlanSubject {
  readonly plan: PlanHandle;
  readonly roles: Holders;
  readonly creator: PublicKey;
  readonly successor: PublicKey;
  readonly beneficiary: PublicKey;
  readonly attestors: readonly [PublicKey, PublicKey];
}

/**
 * Whom and what one call is about: a plan with its people, one grant with its beneficiary, and the addresses of that
 * grant's milestone, of the metric that decides it, and of the beneficiary's deposit and proposal.
 */
export interface Subject extends PlanSubject {
  readonly name: SubjectName;
  readonly grant: PublicKey;
  readonly grantId: bigint;
  readonly metricKey: string;
  readonly metric: PublicKey;
  readonly milestone: PublicKey;
  readonly governance: PublicKey;
  /** Number of the proposal in its governance, and the opener's id of it. */
  readonly proposalId: bigint;
  readonly proposal: PublicKey;
  readonly depositId: bigint;
  readonly deposit: PublicKey;
}

export interface SceneOptions {
  readonly policy?: Partial<Policy>;
  readonly shape?: ShapeSegment[];
  readonly withholdingBps?: number;
  /** Gives the plans governances, which they must have before their first grants, with what differs from the usual. */
  readonly governance?: Partial<GovernanceSettings>;
  /** Leaves the plans without grants. */
  readonly empty?: boolean;
}

/** The addresses of the call's own subject have the highest bump, so that calls of it can be measured too. */
const MINT_NAME = mintNameFor(people.beneficiary.publicKey);
const PLAN_ID = planIdFor(people.creator.publicKey, keypair(MINT_NAME).publicKey);
const TWIN_ID = PLAN_ID + 1n;
const FOREIGN_ID = PLAN_ID + 2n;
const [GRANT_ID = 0n] = grantIdsFor(planAddress(people.creator.publicKey, PLAN_ID), 1, 1n);

type Made = TransactionInstruction | TransactionInstruction[];

/** Numbers of the subjects' proposals in their plans, in which they are opened one after another. */
const PROPOSAL_IDS: Record<SubjectName, bigint> = { own: 0n, second: 1n, other: 2n, twin: 0n, foreign: 0n };

function withGrant(name: SubjectName, subject: PlanSubject, grantId: bigint): Subject {
  const plan = subject.plan.address;
  const grant = grantAddress(plan, grantId);
  const metricKey = metricKeyFor(plan, name);
  const metric = metricAddress(plan, metricKey);
  const governance = governanceAddress(plan);
  const proposalId = PROPOSAL_IDS[name];
  const depositId = depositIdFor(plan, subject.beneficiary, 1_000n * proposalId);
  return {
    ...subject,
    ...{ name, grantId, grant, metricKey, metric, governance, proposalId, depositId },
    milestone: milestoneAddress(grant, 0),
    proposal: proposalAddress(governance, subject.beneficiary, proposalId),
    deposit: depositAddress(governance, subject.beneficiary, depositId),
  };
}

export class Scene {
  /** Flags decide who signed, not signatures: an attack sets them as it likes. */
  readonly world = new World({ verifySignatures: false });
  private readonly others = new Map<string, PublicKey>();
  readonly keeper = this.person('keeper');
  readonly payer = this.person('payer');
  readonly subjects: Record<SubjectName, Subject>;

  constructor(private readonly options: SceneOptions = {}) {
    const { world } = this;
    const { policy = {}, governance, empty = false } = options;
    const mint = world.mint({ name: MINT_NAME });
    const own: PlanSubject = {
      plan: world.plan({ planId: PLAN_ID, mint, policy }),
      roles: {
        authority: people.authority.publicKey,
        operator: people.operator.publicKey,
        payroll: people.payroll.publicKey,
        guardian: people.guardian.publicKey,
        accelerationAuthority: people.accelerationAuthority.publicKey,
        rentRecipient: people.rentRecipient.publicKey,
      },
      creator: people.creator.publicKey,
      successor: this.person('successor'),
      beneficiary: people.beneficiary.publicKey,
      attestors: [this.person('attestor'), this.person('second attestor')],
    };
    const roles = this.foreignRoles();
    const foreignMint = world.mint({ name: 'foreign mint', tokenProgram: TOKEN_2022_PROGRAM_ID });
    const foreign: PlanSubject = {
      plan: world.plan({ planId: FOREIGN_ID, mint: foreignMint, policy, roles }),
      roles,
      creator: roles.authority,
      successor: this.person('foreign successor'),
      beneficiary: this.person('foreign beneficiary'),
      attestors: [this.person('foreign attestor'), this.person('second foreign attestor')],
    };
    this.subjects = {
      own: withGrant('own', own, GRANT_ID),
      second: withGrant('second', own, GRANT_ID + 1n),
      other: withGrant('other', { ...own, beneficiary: this.person('other beneficiary') }, GRANT_ID + 2n),
      twin: withGrant('twin', { ...own, plan: world.plan({ planId: TWIN_ID, mint, policy }) }, 1n),
      foreign: withGrant('foreign', foreign, 1n),
    };
    if (governance !== undefined) createGovernances(this, governance);
    if (!empty) this.forGrants((subject) => this.issue(subject));
  }

  /** Everybody who could sign, by name; the fee payer is left out, because it always signs. */
  persons(): Map<string, PublicKey> {
    const named = Object.entries(people).map(([name, { publicKey }]): [string, PublicKey] => [name, publicKey]);
    return new Map([...named.filter(([name]) => name !== 'feePayer'), ...this.others]);
  }

  /** Runs instructions for each of the three plans. */
  forPlans(make: (subject: Subject) => Made): void {
    const { own, twin, foreign } = this.subjects;
    for (const subject of [own, twin, foreign]) this.world.run(make(subject));
  }

  /** Runs instructions for each of the five grants. */
  forGrants(make: (subject: Subject) => Made): void {
    for (const subject of Object.values(this.subjects)) this.world.run(make(subject));
  }

  /** Opens the associated token account of one person for each subject. */
  open(whose: (subject: Subject) => PublicKey, amount = 0n): void {
    for (const subject of Object.values(this.subjects)) {
      this.world.open(subject.plan.mintHandle, whose(subject), amount);
    }
  }

  private issue({ plan, roles, beneficiary, grantId }: Subject): TransactionInstruction {
    const { shape = CLIFF_MONTHLY, withholdingBps = 0 } = this.options;
    return issueGrants({
      issuer: roles.operator,
      payer: this.payer,
      plan: plan.address,
      vault: plan.vault,
      shape,
      withholdingBps,
      grants: [{ beneficiary, grantId, total: 48_000_000n, startTs: this.world.chain.now() }],
      expiresTs: 'never',
    });
  }

  private foreignRoles(): Holders {
    return {
      authority: this.person('foreign authority'),
      operator: this.person('foreign operator'),
      payroll: this.person('foreign payroll'),
      guardian: this.person('foreign guardian'),
      accelerationAuthority: this.person('foreign acceleration authority'),
      rentRecipient: this.person('foreign rent recipient'),
    };
  }

  private person(name: string): PublicKey {
    const { publicKey } = this.world.person(name);
    this.others.set(name, publicKey);
    return publicKey;
  }
}
