import type { ComponentPropsWithoutRef } from 'react';
import './table.css';

type Props = ComponentPropsWithoutRef<'table'> & { highlightOnHover?: boolean };

/** A table: thin lines, compact rows, figures on the right with the class `number`. Plain elements, because a long table of Mantine's cells takes the server several times as long. */
export function Table({ className = '', highlightOnHover, ...rest }: Props) {
  const hover = highlightOnHover ? ' data-table-hover' : '';
  return <table className={`data-table${hover} ${className}`} {...rest} />;
}
Table.Caption = (props: ComponentPropsWithoutRef<'caption'>) => <caption {...props} />;
Table.Thead = (props: ComponentPropsWithoutRef<'thead'>) => <thead {...props} />;
Table.Tbody = (props: ComponentPropsWithoutRef<'tbody'>) => <tbody {...props} />;
Table.Tr = (props: ComponentPropsWithoutRef<'tr'>) => <tr {...props} />;
Table.Th = (props: ComponentPropsWithoutRef<'th'>) => <th scope="col" {...props} />;
Table.Td = (props: ComponentPropsWithoutRef<'td'>) => <td {...props} />;
