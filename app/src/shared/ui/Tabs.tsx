import { Tabs as BaseTabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import styles from './Tabs.module.css';

/** Several views of one thing, of which one is shown. */
export function Tabs({ tabs }: { tabs: readonly { readonly name: string; readonly content: ReactNode }[] }) {
  return (
    <BaseTabs.Root defaultValue={tabs[0]?.name ?? null}>
      <BaseTabs.List className={styles.list}>
        {tabs.map(({ name }) => (
          <BaseTabs.Tab key={name} value={name} className={styles.tab}>
            {name}
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
      {tabs.map(({ name, content }) => (
        <BaseTabs.Panel key={name} value={name} className={styles.panel}>
          {content}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}
