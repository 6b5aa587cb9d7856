import { Wallet } from '@coral-xyz/anchor';
import { Connection, Keypair, LAMPORTS_PER_SOL } from '@solana/web3.js';
import { clusterName, shownUrl } from '@tenure/cli';
import { PROGRAM_ID } from '@tenure/sdk';
import { FRESH_CLUSTERS } from '../support/clusters';
import type { Server } from '../support/validator';
import { Client } from './client';

/** A cluster that the journeys are made on. */
export type Cluster = {
  readonly name: string;
  /** Why it can't be had here. */
  readonly missing?: string | undefined;
  /** Starts it or finds it, with the program. */
  readonly open: () => Promise<OpenCluster>;
};

export type OpenCluster = { readonly client: Client; close(): Promise<void> };

/** More than all the journeys need. */
const AIRDROP_SOL = 2;
/** One more cluster, where there is one: `anchor test` names its own by ANCHOR_PROVIDER_URL. */
const url = process.env['TENURE_URL'] ?? process.env['ANCHOR_PROVIDER_URL'];

export const CLUSTERS: readonly Cluster[] = [
  ...FRESH_CLUSTERS.map(({ name, missing, start }) => ({
    name,
    missing,
    open: async () => started(await start()),
  })),
  ...(url === undefined ? [] : [{ name: shownUrl(url), open: () => reached(url) }]),
];

/** A cluster that was started for the journeys, and ends with them. */
async function started(server: Server): Promise<OpenCluster> {
  const client = new Client(server.rpcUrl, await airdropped(server.rpcUrl));
  return {
    client,
    close: async () => {
      await client.close();
      await server.stop();
    },
  };
}

/** A cluster that is there. ANCHOR_WALLET's key pair pays, without one an airdrop: 1.1 SOL for a run. */
async function reached(rpcUrl: string): Promise<OpenCluster> {
  const connection = new Connection(rpcUrl, 'confirmed');
  if (clusterName(await connection.getGenesisHash()) === 'mainnet-beta') {
    throw new Error('The journeys spend SOL: TENURE_URL and ANCHOR_PROVIDER_URL may not name mainnet-beta.');
  }
  const program = await connection.getAccountInfo(PROGRAM_ID);
  if (program?.executable !== true) {
    const id = PROGRAM_ID.toBase58();
    throw new Error(`${shownUrl(rpcUrl)} has no program ${id}: deploy the one of artifacts/ first.`);
  }
  const bank = process.env['ANCHOR_WALLET'] ? Wallet.local().payer : await airdropped(rpcUrl);
  const client = new Client(rpcUrl, bank);
  return { client, close: () => client.close() };
}

/** A new wallet with SOL from the cluster's faucet. */
async function airdropped(rpcUrl: string): Promise<Keypair> {
  const connection = new Connection(rpcUrl, 'confirmed');
  const wallet = Keypair.generate();
  const blockhash = await connection.getLatestBlockhash();
  const signature = await connection.requestAirdrop(wallet.publicKey, AIRDROP_SOL * LAMPORTS_PER_SOL);
  await connection.confirmTransaction({ signature, ...blockhash });
  return wallet;
}
