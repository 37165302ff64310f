import { type ReactNode, useEffect } from 'react';
import { createPortal } from 'react-dom';

type Props = { readonly children: ReactNode; readonly onPrinted: () => void };

/** Prints its content alone, whatever else the page shows, once it is mounted. On the screen it is not seen. */
export function PrintSheet({ children, onPrinted }: Props) {
  useEffect(() => {
    window.addEventListener('afterprint', onPrinted);
    window.print();
    return () => window.removeEventListener('afterprint', onPrinted);
  }, [onPrinted]);
  return createPortal(<div className="print-sheet">{children}</div>, document.body);
}
