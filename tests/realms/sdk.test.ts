import { convertIdlToCamelCase } from '@coral-xyz/anchor/dist/cjs/idl';
import { serializeInstructionToBase64 } from '@solana/spl-governance';
import { PublicKey } from '@solana/web3.js';
import { realms, acceleratePlan } from '@tenure/sdk';
import { expect } from 'chai';
import generated from '../../artifacts/voter_weight.json';
import { WEIGHT, member } from '../governance/scenario';
import { people } from '../support/world';
import { AGE, Members, WeightedRealm } from './plugin-scenario';
import { REALMS, withPrograms } from './programs';

const key = (byte: number): PublicKey => new PublicKey(Buffer.alloc(32, byte));

describe('SDK: Realms', () => {
  it("reads the plugin's interface as Anchor does", () => {
    const anchors: unknown = Reflect.apply(convertIdlToCamelCase, undefined, [generated]);
    expect(realms.VOTER_WEIGHT_IDL).to.deep.equal(anchors);
  });

  it("writes an instruction as Realms' own client does", () => {
    const act = acceleratePlan({ accelerator: key(1), plan: key(2), accelerationBps: 2_500, expiresTs: 'never' });
    expect(realms.realmInstruction(act)).to.equal(serializeInstructionToBase64(act));
  });

  it('derives the same addresses for good', () => {
    const voters = { realm: key(1), governingTokenMint: key(2) };
    const registrar = realms.registrarAddress(voters);
    const addresses = [
      registrar,
      realms.voterWeightAddress(voters, key(3)),
      realms.maxVoterWeightAddress(voters),
      realms.voteMarkerAddress(registrar, key(4), key(5)),
    ];
    expect(addresses.map((address) => address.toBase58())).to.deep.equal([
      'AgDjp379oCn8Qyo5YyYpMaFmP1VayQwVrVNvQFLXkPzN',
      '63zgSockZdMSjuwPWpDepRJ16xE6WctKn4UTMAndB4Fj',
      '9f2aNmpr41EZvCWsudq35rhjC9JC5D4ie8iP4S29SPci',
      '7XwkfpkHfbynvD4yqgAk523J2iqcjKiCz8sF7KrTwora',
    ]);
  });
});

withPrograms('SDK: the records of a Realm', [REALMS], () => {
  it('are read as they are, and null before they are made', async () => {
    const test = new Members();
    const { chain } = test.world;
    const weighted = await WeightedRealm.of(test);
    const { voters, governance } = weighted;
    const same = { ...voters };
    expect(await realms.fetchRegistrar(chain, voters)).to.deep.equal({
      ...same,
      address: weighted.registrar,
      governanceProgram: REALMS.id,
      plan: test.plan.address,
      minAgeSecs: AGE,
    });
    const voter = member(2).publicKey;
    const empty = { ...same, address: realms.voterWeightAddress(voters, voter), voter };
    const read = (): Promise<realms.VoterWeightRecord | null> => realms.fetchVoterWeight(chain, voters, voter);
    expect(await read()).to.deep.equal({ ...empty, weight: 0n, expirySlot: 0n, action: null, target: null });

    test.run(weighted.updateMax());
    const first = (await realms.fetchMaxVoterWeight(chain, voters))?.expirySlot ?? 0n;
    const expirySlot = first + 5n;
    chain.advanceSlots(5n);
    for (const action of ['commentProposal', 'createGovernance', 'createProposal', 'signOffProposal'] as const) {
      test.run(weighted.update(2, governance, { action }), member(2));
      const target = governance.address;
      expect(await read()).to.deep.equal({ ...empty, weight: WEIGHT, expirySlot, action, target });
    }
    test.run(weighted.updateMax());
    const max = await realms.fetchMaxVoterWeight(chain, voters);
    expect(max).to.deep.equal({
      ...same,
      address: realms.maxVoterWeightAddress(voters),
      maxWeight: 4_000n,
      expirySlot,
    });

    const nobody = { realm: key(9), governingTokenMint: key(9) };
    expect(await realms.fetchRegistrar(chain, nobody)).to.equal(null);
    expect(await realms.fetchVoterWeight(chain, nobody, people.stranger.publicKey)).to.equal(null);
    expect(await realms.fetchMaxVoterWeight(chain, nobody)).to.equal(null);
  });

  it('are refused where an account of another program lies', async () => {
    const test = new Members();
    const voters = { realm: key(1), governingTokenMint: key(2) };
    const plan = test.world.chain.account(test.plan.address);
    if (plan === null) throw new Error('there is a plan');
    test.world.chain.setAccount(realms.registrarAddress(voters), plan);
    const failure = await realms.fetchRegistrar(test.world.chain, voters).catch((error: unknown) => error);
    expect(failure).to.include({ name: 'StateError', code: 'WrongOwner' });
  });
});
