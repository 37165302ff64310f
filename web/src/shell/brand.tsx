import { Link } from '@tanstack/react-router';
import { useConfig } from '../lib/console-config.ts';

/** Logo and name of the product, which lead home. */
export function Brand() {
  const { productName, logo } = useConfig();
  return (
    <Link to="/" className="bar__brand">
      {logo === null ? null : <img src={logo} alt="" />}
      {productName}
    </Link>
  );
}
