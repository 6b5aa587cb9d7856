/** Every attack on one account of a valid call, generated from the interface's flags and from what stands on the chain. */
import { ASSOCIATED_TOKEN_PROGRAM_ID, TOKEN_2022_PROGRAM_ID, TOKEN_PROGRAM_ID } from '@solana/spl-token';
import { type AccountMeta, type PublicKey, SystemProgram, TransactionInstruction } from '@solana/web3.js';
import type { Account, Chain } from '@tenure/localnet';
import { PROGRAM_ID } from '@tenure/sdk';
import { keypair } from '../support/transactions';
import { people, PROGRAM_ELF } from '../support/world';
import type { Fixture } from './fixture';
import { ACCOUNT_DISCRIMINATORS, type Slot, slotsOf } from './idl';
import { isPerson, kindOf } from './roles';
import type { Scene } from './scene';

export type Attack =
  | 'unsigned'
  | 'readonly'
  | 'person'
  | 'sibling'
  | 'duplicate'
  | 'copy'
  | 'wrongOwner'
  | 'wrongType'
  | 'blank'
  | 'absent'
  | 'strangers'
  | 'otherMint'
  | 'fakeProgram'
  | 'otherProgram'
  | 'prefunded'
  | 'occupied'
  | 'leftOut'
  | 'uncalledFor';

export interface Case {
  readonly slot: Slot;
  readonly attack: Attack;
  /** What stands in the account's place: a name to tell cases apart. */
  readonly what: string;
  readonly instruction: TransactionInstruction;
  /** What the place is taken by, where it is taken. */
  readonly substitute?: PublicKey;
  /** Puts what the attack needs on the chain. */
  readonly arrange?: (chain: Chain) => void;
}

/** A deployed program of somebody else's. */
const FAKE_PROGRAM = keypair('fake program').publicKey;
const PROGRAMS = new Map([
  ['SPL Token', TOKEN_PROGRAM_ID],
  ['Token-2022', TOKEN_2022_PROGRAM_ID],
  ['associated token', ASSOCIATED_TOKEN_PROGRAM_ID],
  ['system', SystemProgram.programId],
]);
/** All that is left of a closed plan. */
const CLOSED_PLAN = Buffer.from('\u0001closed\0', 'latin1');
/** Offsets in a token account. */
const MINT = 0;
const OWNER = 32;

/** The call with one account changed. */
function changed(call: TransactionInstruction, { index }: Slot, change: Partial<AccountMeta>): TransactionInstruction {
  const keys = call.keys.map((meta, at) => (at === index ? { ...meta, ...change } : meta));
  return new TransactionInstruction({ programId: call.programId, keys, data: call.data });
}

function patched(account: Account, offset: number, bytes: Uint8Array): Account {
  const data = Buffer.from(account.data);
  data.set(bytes, offset);
  return { ...account, data };
}

/** All attacks on one account of a fixture's call about its own subject. */
export function attacksOn(slot: Slot, fixture: Fixture, scene: Scene): Case[] {
  return new Attacks(slot, fixture, scene).all();
}

class Attacks {
  private readonly chain: Chain;
  private readonly call: TransactionInstruction;
  private readonly genuine: PublicKey;
  private readonly account: Account | null;

  constructor(
    private readonly slot: Slot,
    private readonly fixture: Fixture,
    private readonly scene: Scene,
  ) {
    this.chain = scene.world.chain;
    this.call = fixture.call(scene.subjects.own, scene);
    const meta = this.call.keys[slot.index];
    if (meta === undefined) throw new Error(`the call has no account ${slot.account}`);
    this.genuine = meta.pubkey;
    this.account = this.chain.account(meta.pubkey);
  }

  all(): Case[] {
    if (this.isLeftOut()) return [this.uncalledFor()];
    const always = [...this.flags(), ...this.siblings(), ...this.duplicates(), ...this.leftOut()];
    if (this.slot.signer) return [...always, ...this.persons()];
    if (this.account?.executable === true)
      return [...always, ...this.programs(), this.forged('absent', 'nothing', null)];
    return [...always, ...this.forgeries()];
  }

  /** Whether it is optional, and this way of calling the instruction does without it. */
  private isLeftOut(): boolean {
    return this.slot.optional && this.genuine.equals(PROGRAM_ID);
  }

  /** Nothing in the place, if that is a way of calling the instruction. */
  private leftOut(): Case[] {
    const { slot, call } = this;
    if (!slot.optional) return [];
    const instruction = changed(call, slot, { pubkey: PROGRAM_ID, isSigner: false, isWritable: false });
    return [{ slot, attack: 'leftOut', what: 'nothing', instruction }];
  }

  private uncalledFor(): Case {
    const { slot, call, scene } = this;
    const { grant: pubkey } = scene.subjects.own;
    const instruction = changed(call, slot, { pubkey, isWritable: slot.writable });
    return { slot, attack: 'uncalledFor', what: 'a grant', substitute: pubkey, instruction };
  }

  private flags(): Case[] {
    const { slot, call } = this;
    const cases: Case[] = [];
    if (slot.signer) {
      const instruction = changed(call, slot, { isSigner: false });
      cases.push({ slot, attack: 'unsigned', what: 'no signature', instruction });
    }
    if (slot.writable) {
      const instruction = changed(call, slot, { isWritable: false });
      cases.push({ slot, attack: 'readonly', what: 'not writable', instruction });
    }
    return cases;
  }

  /** The account that a valid call about another subject has in the same place. */
  private siblings(): Case[] {
    const seen = new Set([this.genuine.toBase58()]);
    return Object.values(this.scene.subjects).flatMap((subject) => {
      const sibling = this.fixture.call(subject, this.scene).keys[this.slot.index]?.pubkey;
      if (sibling === undefined || seen.has(sibling.toBase58())) return [];
      seen.add(sibling.toBase58());
      return [this.replaced('sibling', subject.name, sibling)];
    });
  }

  /** Each other account of the call. */
  private duplicates(): Case[] {
    const { instruction, index } = this.slot;
    return slotsOf(instruction).flatMap((other) => {
      const key = this.call.keys[other.index]?.pubkey;
      if (key === undefined || other.index === index || key.equals(this.genuine) || key.equals(PROGRAM_ID)) return [];
      return [this.replaced('duplicate', other.account, key)];
    });
  }

  private persons(): Case[] {
    return [...this.scene.persons()].flatMap(([name, key]) =>
      key.equals(this.genuine) ? [] : [this.replaced('person', name, key)],
    );
  }

  private programs(): Case[] {
    const fake = this.replaced('fakeProgram', 'a fake', FAKE_PROGRAM);
    const others = [...PROGRAMS].flatMap(([name, key]) =>
      key.equals(this.genuine) ? [] : [this.replaced('otherProgram', name, key)],
    );
    return [{ ...fake, arrange: (chain) => chain.addProgram(FAKE_PROGRAM, PROGRAM_ELF) }, ...others];
  }

  /** Accounts at other addresses that look right but for one thing. */
  private forgeries(): Case[] {
    const { account } = this;
    const nothing = this.forged('absent', 'nothing', null);
    const model = account ?? { ...this.anAccount(), owner: PROGRAM_ID };
    const cases = [
      nothing,
      this.forged('wrongOwner', "another program's", { ...model, owner: FAKE_PROGRAM }),
      this.forged('blank', 'zeros', { ...model, data: Buffer.alloc(model.data.length) }),
      ...this.otherTypes(model),
    ];
    if (this.slot.created) return [...cases, ...this.taken(model)];
    if (this.slot.address !== undefined) return cases;
    if (['own', 'voteSource'].includes(kindOf(this.slot).is)) return cases;
    return [...cases, this.forged('copy', 'the same bytes elsewhere', model), ...this.tokenAccounts(model)];
  }

  /** The right bytes under the discriminator of each other type; where tokens move, a mint for an account and reverse. */
  private otherTypes(model: Account): Case[] {
    const { mint, vault } = this.scene.subjects.own.plan;
    if (!model.owner.equals(PROGRAM_ID)) {
      const other = this.genuine.equals(mint) ? vault : mint;
      return [this.replaced('wrongType', 'mint or token account', other), ...this.ofThisProgram()];
    }
    const others = [...ACCOUNT_DISCRIMINATORS].flatMap(([name, discriminator]) =>
      model.data.subarray(0, 8).equals(discriminator)
        ? []
        : [this.forged('wrongType', name, patched(model, 0, discriminator))],
    );
    return [...others, this.forged('wrongType', 'closed plan', { ...model, data: CLOSED_PLAN })];
  }

  /** Somebody was at the new account's address before: with lamports, which anybody can send, or with an account. */
  private taken(model: Account): Case[] {
    const { slot, call: instruction, genuine } = this;
    const prefund = (lamports: bigint) => (chain: Chain) => chain.airdrop(genuine, lamports);
    return [
      { slot, attack: 'prefunded', what: 'one lamport', instruction, arrange: prefund(1n) },
      { slot, attack: 'prefunded', what: 'more than the rent', instruction, arrange: prefund(10n ** 9n) },
      {
        slot,
        attack: 'occupied',
        what: 'an account',
        instruction,
        arrange: (chain) => chain.setAccount(genuine, model),
      },
    ];
  }

  private ofThisProgram(): Case[] {
    const { plan } = this.scene.subjects.twin;
    return [this.replaced('wrongType', 'a plan', plan.address)];
  }

  private tokenAccounts(model: Account): Case[] {
    const { foreign } = this.scene.subjects;
    if (model.data.length < 165) return [];
    const strangers = patched(model, OWNER, people.creator.publicKey.toBytes());
    const otherMint = patched(model, MINT, foreign.plan.mint.toBytes());
    return [
      this.forged('strangers', "somebody else's", strangers),
      this.forged('otherMint', 'of another mint', otherMint),
    ];
  }

  private anAccount(): Account {
    const account = this.chain.account(this.scene.subjects.own.plan.address);
    if (account === null) throw new Error('the plan has no account');
    return account;
  }

  private forged(attack: Attack, what: string, account: Account | null): Case {
    const at = keypair(`forged ${attack} ${what}`).publicKey;
    const forged = this.replaced(attack, what, at);
    return account === null ? forged : { ...forged, arrange: (chain) => chain.setAccount(at, account) };
  }

  /** Another account in the place. It signs where it must, if it is somebody's. */
  private replaced(attack: Attack, what: string, substitute: PublicKey): Case {
    const { slot, call, scene } = this;
    const isSigner = slot.signer && isPerson(substitute, scene);
    return { slot, attack, what, substitute, instruction: changed(call, slot, { pubkey: substitute, isSigner }) };
  }
}
