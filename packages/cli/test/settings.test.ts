import { expect } from 'chai';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keypair } from '../../../tests/support/transactions';
import { CliError, UsageError } from '../src/cli-error';
import { clusterName, rpcUrl, shownUrl } from '../src/settings/cluster';
import { readKeypair } from '../src/settings/keypair';
import { parseSolanaConfig } from '../src/settings/solana-config';

describe('CLI: settings', () => {
  it("reads Solana's configuration and names of clusters", () => {
    const text = [
      '---',
      'json_rpc_url: "https://api.devnet.solana.com"',
      "websocket_url: ''",
      'keypair_path: /home/worker/id.json # mine',
      'address_labels:',
      '  "11111111111111111111111111111111": System Program',
      "commitment: 'finalized'",
    ].join('\n');
    expect(parseSolanaConfig(text)).to.deep.equal({
      jsonRpcUrl: 'https://api.devnet.solana.com',
      keypairPath: '/home/worker/id.json',
      commitment: 'finalized',
    });
    expect(rpcUrl('l')).to.equal('http://127.0.0.1:8899');
    expect(rpcUrl('mainnet-beta')).to.equal(rpcUrl('m'));
    expect(() => rpcUrl('main')).to.throw(UsageError);
    expect(() => rpcUrl('file:///etc/passwd')).to.throw(UsageError);
    expect(shownUrl('https://user:secret@rpc.example.org/0123456789abcdef?api-key=secret')).to.equal(
      'https://rpc.example.org/0123…',
    );
    expect(clusterName('EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG')).to.equal('devnet');
  });

  it('reads key pairs that only their owner may read, and never quotes them', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'tenure-key-')), 'id.json');
    const { secretKey, publicKey } = keypair('worker');
    writeFileSync(path, JSON.stringify([...secretKey]), { mode: 0o600 });
    expect(readKeypair(path).publicKey.equals(publicKey)).to.equal(true);
    for (const mode of [0o640, 0o604, 0o620, 0o660]) {
      chmodSync(path, mode);
      expect(() => readKeypair(path), mode.toString(8))
        .to.throw(CliError)
        .with.property('name', 'KeypairExposed');
    }
    chmodSync(path, 0o600);
    for (const content of ['', '[1,2]', JSON.stringify([...secretKey].fill(7, 32)), `"${publicKey.toBase58()}"`]) {
      writeFileSync(path, content);
      expect(() => readKeypair(path), content)
        .to.throw(CliError)
        .with.property('name', 'KeypairInvalid');
      if (content.length > 10)
        expect(() => readKeypair(path))
          .to.throw(CliError)
          .with.property('message')
          .that.does.not.contain(content.slice(1, 9));
    }
    expect(() => readKeypair('usb://ledger'))
      .to.throw(CliError)
      .with.property('name', 'KeypairUnsupported');
    expect(() => readKeypair(`${path}.none`))
      .to.throw(CliError)
      .with.property('name', 'KeypairMissing');
  });
});
