import type { Client } from './client';

/** What somebody lives through on any cluster, with people, a mint and a plan of their own. */
export type Journey = {
  readonly title: string;
  make(client: Client): Promise<void>;
};
