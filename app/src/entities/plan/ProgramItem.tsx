/** Who can replace the program, and so every promise. */
import { fetchProgramControl } from '@tenure/sdk';
import { useChainQuery } from '@/shared/chain';
import { Address } from '@/shared/ui';
import { PromiseItem } from './PromiseList';

const ABOUT = 'The program itself';

/** Says it in plain words, as it stands on the chain. */
export function ProgramItem() {
  const { data, error } = useChainQuery(['program-control'], ({ connection, programId }) =>
    fetchProgramControl(connection, programId),
  );
  if (data === undefined && error === null) {
    return (
      <PromiseItem about={ABOUT} tone="warn">
        Reading who can replace it …
      </PromiseItem>
    );
  }
  switch (data?.kind) {
    case 'nobody':
      return (
        <PromiseItem about={ABOUT} tone="good">
          Nobody can replace it: its upgrade authority was given up for good.
        </PromiseItem>
      );
    case 'vault':
      return (
        <PromiseItem about={ABOUT} tone="warn">
          A multisig or a DAO can replace it, and with it every promise above. The upgrade authority{' '}
          <Address address={data.authority} /> has no key of its own: another program signs for it, as its members
          decide.
        </PromiseItem>
      );
    case 'key':
      return (
        <PromiseItem about={ABOUT} tone="warn">
          One key can replace it, and with it every promise above, at any time: that of the upgrade authority{' '}
          <Address address={data.authority} />.
        </PromiseItem>
      );
    case 'unknown':
    case undefined:
      return (
        <PromiseItem about={ABOUT} tone="warn">
          Who can replace it could not be read. Take it that somebody can, and with it every promise above.
        </PromiseItem>
      );
  }
}
