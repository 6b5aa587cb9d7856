import type { Keypair, TransactionInstruction } from '@solana/web3.js';
import * as sdk from '@tenure/sdk';
import { expect } from 'chai';
import { STEADY } from '../grant/scenario';
import { PlanScenario } from '../plan/scenario';
import { expectPromises } from '../support/promises';
import { keypair } from '../support/transactions';
import { people } from '../support/world';
import { everybody, members } from './members';
import { SQUADS, elfOf, withPrograms } from './programs';
import { refuses } from './refusal';
import { Squad, programConfig } from './squad';

const { authority, feePayer } = people;
const { first, second, third } = members;

/** A plan with one grant of 2,000 that vests in as many seconds, and a multisig of three. */
class SquadScenario extends PlanScenario {
  readonly grant = this.issue({ total: 2_000n, shape: STEADY });
  readonly squad: Squad;

  constructor() {
    super();
    const { chain } = this.world;
    chain.addProgram(SQUADS.id, elfOf(SQUADS));
    const { address, data } = programConfig();
    const lamports = Number(chain.rent(data.length));
    chain.setAccount(address, { data, owner: SQUADS.id, lamports, executable: false });
    for (const { publicKey } of everybody) chain.airdrop(publicKey);
    const createKey = keypair('squad');
    this.squad = new Squad(createKey.publicKey);
    this.run(this.squad.create(feePayer.publicKey), createKey);
  }

  /** The first member proposes to do something; the proposal's number. */
  proposed(act: TransactionInstruction): bigint {
    const { index, acts } = this.squad.propose(act);
    this.run(acts, first);
    return index;
  }

  vote(index: bigint, approve: boolean, ...by: Keypair[]): void {
    for (const member of by) this.run(this.squad.vote(index, member.publicKey, approve), member);
  }

  /** The third member carries it out. */
  execute(index: bigint): TransactionInstruction {
    const info = this.world.chain.account(this.squad.transactionOf(index));
    if (info === null) throw new Error('there is no such transaction');
    return this.squad.execute(index, info.data, third.publicKey);
  }

  /** Two approve and one executes. */
  decide(act: TransactionInstruction): void {
    const index = this.proposed(act);
    this.vote(index, true, first, second);
    this.run(this.execute(index), third);
  }

  release(): TransactionInstruction {
    const accounts = { accelerator: this.squad.vault, plan: this.plan.address, grant: this.grant };
    return sdk.accelerateGrant({ ...accounts, accelerationBps: 5_000, expiresTs: 'never' });
  }

  keep(): number {
    return this.grantState(this.grant).retained;
  }
}

withPrograms('A plan whose acceleration authority is a Squads vault', [SQUADS], () => {
  it('has a grant released when enough members approve, once, and not before', () => {
    const test = new SquadScenario();
    test.run(test.setRole('accelerationAuthority', test.squad.vault), authority);
    const index = test.proposed(test.release());
    test.vote(index, true, first);
    refuses(test.world, [test.execute(index)], 'InvalidProposalStatus', third);
    expect(test.keep()).to.equal(1_000_000_000);
    test.vote(index, true, second);
    test.run(test.execute(index), third);
    expect(test.keep()).to.equal(500_000_000);
    refuses(test.world, [test.execute(index)], 'InvalidProposalStatus', third);
    expectPromises(test.world);
  });

  it('releases nothing when the members reject it', () => {
    const test = new SquadScenario();
    test.run(test.setRole('accelerationAuthority', test.squad.vault), authority);
    const index = test.proposed(test.release());
    test.vote(index, false, first, second);
    refuses(test.world, [test.execute(index)], 'InvalidProposalStatus', third);
    expect(test.keep()).to.equal(1_000_000_000);
  });

  it('releases nothing by an instruction that the role does not cover', () => {
    const test = new SquadScenario();
    test.run(test.setRole('accelerationAuthority', test.squad.vault), authority);
    const index = test.proposed(test.terminate(test.grant, { authority: test.squad.vault }));
    test.vote(index, true, first, second);
    refuses(test.world, [test.execute(index)], 'NotAuthority', third);
    expect(test.grantState(test.grant).status).to.equal('active');
  });
});

withPrograms('A plan whose authority is a Squads vault', [SQUADS], () => {
  it('is handed over by the members, and then terminates by them and not by who had it before', () => {
    const test = new SquadScenario();
    const { vault } = test.squad;
    test.run(test.propose(vault), authority);
    test.decide(test.accept(vault));
    expect(test.planState().authority.toBase58()).to.equal(vault.toBase58());
    test.refuse(test.terminate(test.grant), 'NotAuthority', authority);
    test.decide(test.terminate(test.grant, { authority: vault }));
    expect(test.grantState(test.grant).status).to.equal('terminating');
    expectPromises(test.world);
  });
});
