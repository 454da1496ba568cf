import type { ArithmeticOp } from './node.ts';

/** The result, or null where there is none: a division by zero, what is too large. */
export function arithmetic(op: ArithmeticOp, a: number, b: number): number | null {
  const value = calculate(op, a, b);
  return Number.isFinite(value) ? value : null;
}

function calculate(op: ArithmeticOp, a: number, b: number): number {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case 'div':
      return Math.trunc(a / b);
    case '^':
      return a ** b;
  }
}
