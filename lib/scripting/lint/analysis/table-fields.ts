import {
  argumentsOf,
  type Expression,
  isCall,
  type Node,
  pick,
  type TableConstructor,
} from './syntax-tree.js';
import type { Value } from './value.js';

/** A name or position in a table. Nothing is known of it where the script computes it. */
export type FieldKey = string | number | undefined;

/** One thing that a table holds: from its constructor, or written later. */
export interface Field {
  readonly key: FieldKey;
  /** The expression of a computed key. */
  readonly computed: Expression | undefined;
  readonly value: Expression;
  /** Where it is written. */
  readonly node: Node;
}

/** What is asked about the expressions around a table. */
interface Values {
  valuesOf(expression: Expression): readonly Value[];
  constantOf(expression: Expression): FieldKey;
  isGlobal(expression: Expression, path: string): boolean;
}

/** What the tables of a script hold. */
export class TableFields {
  readonly #values: Values;
  readonly #written = new Map<TableConstructor, Field[]>();

  constructor(values: Values) {
    this.#values = values;
  }

  of(table: TableConstructor): readonly Field[] {
    return [...this.#constructed(table), ...(this.#written.get(table) ?? [])];
  }

  /** Whether nothing is written into a table after it was made. */
  get isUnwritten(): boolean {
    return this.#written.size === 0;
  }

  /** Takes note of what a statement or a call writes into tables. */
  link(node: Node): void {
    if (isCall(node)) {
      const args = argumentsOf(node);
      const [list, key] = args;
      const value = args.at(-1);
      if (list === undefined || key === undefined || value === undefined) return;
      if (this.#values.isGlobal(node.base, 'table.insert')) {
        this.#write(list, { key: undefined, computed: undefined, value, node });
      } else if (this.#values.isGlobal(node.base, 'rawset')) {
        this.#write(list, { key: this.#values.constantOf(key), computed: key, value, node });
      }
    } else if (node.type === 'AssignmentStatement') {
      node.variables.forEach((target, at) => {
        const value = pick(node.init, at)?.expression;
        if (value === undefined || target.type === 'Identifier') return;
        const computed = target.type === 'IndexExpression' ? target.index : undefined;
        const key =
          target.type === 'MemberExpression'
            ? target.identifier.name
            : this.#values.constantOf(target.index);
        this.#write(target.base, { key, computed, value, node });
      });
    }
  }

  #constructed(table: TableConstructor): Field[] {
    let position = 0;
    return table.fields.map(node => {
      const { value } = node;
      switch (node.type) {
        case 'TableKeyString':
          return { key: node.key.name, computed: undefined, value, node };
        case 'TableValue':
          position++;
          return { key: position, computed: undefined, value, node };
        default:
          return { key: this.#values.constantOf(node.key), computed: node.key, value, node };
      }
    });
  }

  #write(list: Expression, field: Field): void {
    for (const target of this.#values.valuesOf(list)) {
      if (target.kind !== 'table') continue;
      const written = this.#written.get(target.node);
      if (written === undefined) this.#written.set(target.node, [field]);
      else written.push(field);
    }
  }
}
