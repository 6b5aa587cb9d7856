import { useEffect, useRef } from 'react';
import { Outlet, useLocation, useNavigation } from 'react-router';
import { useClusterChoice, useMaybeNow } from '@/shared/chain';
import { moment, utc } from '@/shared/format';
import { Banners } from './Banners';
import { Header } from './Header';
import styles from './Layout.module.css';

/** What surrounds every page. */
export function Layout() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const first = useRef(true);
  const loading = useNavigation().state === 'loading';
  // A new page is read from its beginning, by screen readers too.
  useEffect(() => {
    if (first.current) first.current = false;
    else main.current?.focus();
  }, [pathname]);
  return (
    <>
      <a className={styles.skip} href="#content">
        Skip to the content
      </a>
      <Header />
      <main ref={main} id="content" tabIndex={-1} className={styles.main} aria-busy={loading}>
        <Banners />
        <Outlet />
      </main>
      <Footer />
    </>
  );
}

function Footer() {
  const now = useMaybeNow(1);
  const { cluster } = useClusterChoice();
  return (
    <footer className={styles.footer}>
      <span>Tenure. Read from {cluster.name}, kept nowhere.</span>
      {now !== undefined && <span title={utc(now)}>The chain&rsquo;s time: {moment(now)}</span>}
    </footer>
  );
}
