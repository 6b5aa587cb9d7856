import type { ComponentProps } from 'react';
import { Link, type LinkProps } from 'react-router';
import styles from './Button.module.css';

interface Looks {
  readonly look?: 'plain' | 'primary' | 'quiet' | 'danger';
  readonly size?: 'normal' | 'small' | 'icon';
}

const LOOKS = { plain: '', primary: styles.primary, quiet: styles.quiet, danger: styles.danger };
const SIZES = { normal: '', small: styles.small, icon: styles.icon };

function classOf({ look = 'plain', size = 'normal' }: Looks): string {
  return [styles.button, LOOKS[look], SIZES[size]].filter(Boolean).join(' ');
}

/** A button. The one that matters most on a page or in a dialog is `primary`. */
export function Button({ look, size, type = 'button', ...rest }: Looks & Omit<ComponentProps<'button'>, 'className'>) {
  return <button {...rest} type={type} className={classOf({ ...(look && { look }), ...(size && { size }) })} />;
}

/** A link that looks like a button. */
export function ButtonLink({ look, size, ...rest }: Looks & Omit<LinkProps, 'className'>) {
  return <Link {...rest} className={classOf({ ...(look && { look }), ...(size && { size }) })} />;
}
