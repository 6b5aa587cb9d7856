import { AnchorProvider, Program, Wallet } from '@coral-xyz/anchor';
import type { Vesting } from '@tenure/sdk';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Company } from './company';
import type { Journey } from './journey';

const INTERFACE = join(__dirname, '../../artifacts/vesting.json');

export const anchor: Journey = {
  title: "Anchor's own client reads accounts and sends an instruction, by the published interface alone",
  make: async (client) => {
    const [company, worker] = await Promise.all([Company.found(client), client.person()]);
    const startTs = await client.now();
    await company.issue({ to: worker.publicKey, total: 1_000_000n, grantId: 5n, startTs, schedule: 'cliff:1y' });
    const provider = new AnchorProvider(client.connection, new Wallet(worker), AnchorProvider.defaultOptions());
    const program = new Program<Vesting>(vesting(), provider);

    const plan = await program.account.plan.fetch(company.plan);
    expect(plan.mint.equals(company.tokens.mint)).to.equal(true);
    expect([plan.reserved.toString(), plan.grantCount]).to.deep.equal(['1000000', 1]);
    const address = company.grantAddress(5n);
    const grant = await program.account.grant.fetch(address);
    expect(grant.beneficiary.equals(worker.publicKey)).to.equal(true);
    expect([grant.total.toString(), grant.startTs.toNumber()]).to.deep.equal(['1000000', startTs]);

    const off = program.methods.setAutoClaim({ enabled: false }).accounts({ grant: address });
    const signature = await off.rpc();
    const { events } = await client.receipt(signature);
    expect(events).to.deep.equal([{ name: 'autoClaimSet', data: { grant: address, enabled: false } }]);
    expect((await company.grant(5n)).autoClaim).to.equal(false);
    const byOther = company.claiming(worker.publicKey, 5n, company.admin.publicKey);
    await client.refuse('AutoClaimIsOff', byOther, company.admin);
  },
};

function vesting(): Vesting {
  const parsed: unknown = JSON.parse(readFileSync(INTERFACE, 'utf8'));
  if (!isVesting(parsed)) throw new Error(`${INTERFACE} is no interface`);
  return parsed;
}

/** The generated type belongs to the generated file. */
function isVesting(value: unknown): value is Vesting {
  return typeof value === 'object' && value !== null && 'instructions' in value;
}
