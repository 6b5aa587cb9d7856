/** One proposal from its opening to its end. */
import type { Keypair, PublicKey, TransactionInstruction } from '@solana/web3.js';
import { gauge } from '@tenure/cli';
import {
  castVote,
  executeProposal,
  expiresIn,
  fetchProposal,
  fetchVotes,
  governanceAddress,
  grantVote,
  hasPassed,
  mulDivCeil,
  openProposal,
  proposalAddress,
  type NewAction,
  type Proposal,
  type ProposalReason,
  type VoteRecord,
} from '@tenure/sdk';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { count, counted, exactly, moment, tokens } from './amounts';
import type { Lab, Spent } from './lab';
import { depositOf, type Member } from './members';
import { entry, percent, print, styled, tell } from './terminal';

const BAR = 40;

/** What must not happen, tried all the same. */
export interface Refusal {
  readonly what: string;
  /** One of these names is right. */
  readonly expected: readonly string[];
  readonly name: string;
}

/** What is put to the vote, and by whom. */
export interface Motion {
  readonly proposer: Member;
  readonly source: PublicKey;
  readonly action: NewAction;
  readonly reason: ProposalReason;
  /** File name in the folder of documents. */
  readonly document: string;
}

/** One vote, as it ended. */
export interface Vote {
  readonly proposal: Proposal;
  readonly votes: readonly VoteRecord[];
  readonly refusals: readonly Refusal[];
  /** What executing it took, compute units. */
  readonly computeUnits: number;
}

/** A vote that goes on. */
export class Poll {
  private readonly refusals: Refusal[] = [];

  private constructor(
    private readonly lab: Lab,
    readonly address: PublicKey,
    private readonly proposalNumber: bigint,
  ) {}

  /** Opens it, and says until when what happens. */
  static async open(lab: Lab, number: bigint, motion: Motion): Promise<Poll> {
    const { proposer, source, action, reason, document } = motion;
    const documentUri = `examples/ai-lab/votes/${document}`;
    const bytes = readFileSync(join(__dirname, 'votes', document));
    const documentSha256 = createHash('sha256').update(bytes).digest();
    const place = { proposer: proposer.wallet.publicKey, plan: lab.planAddress, proposalId: number, source };
    const expiresTs = expiresIn(600, lab.chain.now());
    const open = openProposal({ ...place, action, reason, documentSha256, documentUri, expiresTs });
    lab.chain.airdrop(proposer.wallet.publicKey);
    lab.send([open], proposer.wallet);
    const governance = governanceAddress(lab.planAddress);
    const address = proposalAddress(governance, proposer.wallet.publicKey, number);
    const poll = new Poll(lab, address, (await fetchProposal(lab.chain, address)).number);
    const { eligible, quorum, voterCap, votingEndsTs, executableTs } = await poll.read();
    entry('reasons', `${documentUri}, SHA-256 ${documentSha256.toString('hex').slice(0, 16)}…`);
    const limits = `at least ${exactly(quorum)} must, and one wallet counts ${exactly(voterCap)} at most`;
    entry('can vote', `${exactly(eligible)} in grants; ${limits}`);
    entry('time line', `votes until ${moment(votingEndsTs)}, executed from ${moment(executableTs)} on`);
    return poll;
  }

  read(): Promise<Proposal> {
    return fetchProposal(this.lab.chain, this.address);
  }

  /**
   * Every member who votes does so with all that may, those whose labels begin with `against` against it; and
   * the supporter with the deposit. Tells how many votes that made.
   */
  async castAll(members: readonly Member[], against: string): Promise<void> {
    const { chain, cast } = this.lab;
    const [plan, proposal] = [await this.lab.plan(), await this.read()];
    const spent: Spent = { transactions: 0, computeUnits: 0 };
    let votes = 0;
    for (const { label, wallet, grants } of members.filter((member) => member.votes)) {
      const may = grants.filter((grant) => grantVote(plan, proposal, grant, chain.now()).no === null);
      if (may.length === 0) continue;
      chain.airdrop(wallet.publicKey);
      const approve = !label.startsWith(against);
      const all = may.map(({ address }) => this.castOne(wallet.publicKey, address, approve));
      this.lab.send(all, wallet, spent);
      votes += all.length;
    }
    const { supporter } = cast;
    const deposit = depositOf(this.lab, 'supporter');
    this.lab.send([this.castOne(supporter.publicKey, deposit, true)], supporter, spent);
    votes += 1;
    const units = `${count(spent.computeUnits / votes)} compute units each`;
    const sent = counted(spent.transactions, 'transaction');
    tell(chain.now(), `${counted(votes, 'vote')} in ${sent}, ${units}:`);
  }

  /** The vote of one grant or deposit. */
  castOne(voter: PublicKey, source: PublicKey, approve: boolean): TransactionInstruction {
    const { address: proposal, proposalNumber } = this;
    const place = { voter, plan: this.lab.planAddress, proposal, proposalNumber, source };
    return castVote({ ...place, approve, capped: true });
  }

  /** Carries it out. */
  execute(grant?: PublicKey): TransactionInstruction {
    return executeProposal({ plan: this.lab.planAddress, proposal: this.address, grant });
  }

  /** Tries what must be refused, and tells how it was. */
  refuse(
    what: string,
    expected: string | readonly string[],
    instruction: TransactionInstruction,
    signer: Keypair,
  ): void {
    const name = this.lab.attempt(instruction, signer);
    this.refusals.push({ what, expected: typeof expected === 'string' ? [expected] : expected, name });
    tell(this.lab.chain.now(), `${what}: ${name}.`);
  }

  /** Draws turnout against quorum and approval against what is needed. Tells whether it has passed. */
  async draw(): Promise<boolean> {
    const proposal = await this.read();
    const { yes, no, eligible, quorum, approvalBps } = proposal;
    const cast = yes + no;
    const needed = mulDivCeil(cast, BigInt(approvalBps), 10_000n);
    const reached = (enough: boolean) => (enough ? styled('green', '✓') : styled('red', '✗'));
    const turnout = styled('cyan', gauge(cast, eligible, quorum, BAR));
    const approval = styled('green', gauge(yes, cast, needed, BAR));
    print(
      `  turnout   ${turnout}  ${percent(cast, eligible)} of ${tokens(eligible)}; ` +
        `quorum ${percent(quorum, eligible)} ${reached(cast >= quorum)}`,
    );
    print(
      `  approval  ${approval}  ${percent(yes, cast)} of the votes; needs ${approvalBps / 100} % ` +
        reached(hasPassed(proposal)),
    );
    print(`            yes ${tokens(yes)}, no ${tokens(no)}`);
    return hasPassed(proposal);
  }

  /** How it ended. */
  async ended(computeUnits: number): Promise<Vote> {
    const votes = await fetchVotes(this.lab.chain, this.address);
    return { proposal: await this.read(), votes, refusals: this.refusals, computeUnits };
  }
}
