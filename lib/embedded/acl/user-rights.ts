import { timingSafeEqual } from 'node:crypto';
import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/command.js';
import { splitInline } from '../reply/split-inline.js';
import { type Denial, graverDenial } from './denial.js';
import { isPasswordHash, passwordHash } from './password-hash.js';
import { RuleError } from './rule-error.js';
import type { Selector } from './selector.js';

type Sanitizing = 'sanitize-payload' | 'skip-sanitize-payload';

/** How a user is made: without rights, and on channels as `acl-pubsub-default` says. */
export type NewSelector = () => Selector;

/** Whether and how a user may log in, and what he may do then. */
export class UserRights {
  readonly #newSelector: NewSelector;
  #isEnabled = false;
  #needsNoPassword = false;
  #sanitizing: Sanitizing | undefined;
  #passwords: string[] = [];
  #root: Selector;
  #selectors: Selector[] = [];

  constructor(newSelector: NewSelector, root = newSelector()) {
    this.#newSelector = newSelector;
    this.#root = root;
  }

  copy(): UserRights {
    const copy = new UserRights(this.#newSelector, this.#root.copy());
    copy.#isEnabled = this.#isEnabled;
    copy.#needsNoPassword = this.#needsNoPassword;
    copy.#sanitizing = this.#sanitizing;
    copy.#passwords = [...this.#passwords];
    copy.#selectors = this.#selectors.map(selector => selector.copy());
    return copy;
  }

  get isEnabled(): boolean {
    return this.#isEnabled;
  }

  get needsNoPassword(): boolean {
    return this.#needsNoPassword;
  }

  /** In hexadecimal digits. */
  get passwordHashes(): readonly string[] {
    return this.#passwords;
  }

  /** The rules of the user himself, then those in parentheses. */
  get selectors(): readonly [Selector, ...Selector[]] {
    return [this.#root, ...this.#selectors];
  }

  get flags(): readonly string[] {
    return [
      this.#isEnabled ? 'on' : 'off',
      ...(this.#needsNoPassword ? ['nopass'] : []),
      ...(this.#sanitizing ? [this.#sanitizing] : []),
    ];
  }

  /** In rules from which the user could be made again. */
  describe(): Bytes {
    const passwords = this.#passwords.map(hash => `#${hash}`);
    const selectors = this.#selectors.map(selector => `(${selector.describe()})`);
    return [...this.flags, ...passwords, this.#root.describe(), ...selectors].join(' ');
  }

  acceptsPassword(password: Bytes): boolean {
    if (!this.#isEnabled) return false;
    if (this.#needsNoPassword) return true;
    const hash = Buffer.from(passwordHash(password));
    return this.#passwords.some(known => timingSafeEqual(hash, Buffer.from(known)));
  }

  /** Whether all selectors refuse a request, and what is told of it. */
  check(command: Command, args: readonly Bytes[]): Denial | undefined {
    let told: Denial | undefined;
    for (const selector of this.selectors) {
      const denial = selector.check(command, args);
      if (!denial) return undefined;
      told = graverDenial(told, denial);
    }
    return told;
  }

  /** @throws RuleError */
  apply(rule: Bytes): void {
    switch (rule.toLowerCase()) {
      case '':
        break;
      case 'on':
      case 'off':
        this.#isEnabled = rule.toLowerCase() === 'on';
        break;
      case 'sanitize-payload':
        this.#sanitizing = 'sanitize-payload';
        break;
      case 'skip-sanitize-payload':
        this.#sanitizing = 'skip-sanitize-payload';
        break;
      case 'nopass':
      case 'resetpass':
        this.#needsNoPassword = rule.toLowerCase() === 'nopass';
        this.#passwords = [];
        break;
      case 'clearselectors':
        this.#selectors = [];
        break;
      case 'reset':
        this.#reset();
        break;
      default:
        this.#applyMarked(rule);
    }
  }

  #reset(): void {
    this.#isEnabled = false;
    this.#needsNoPassword = false;
    this.#sanitizing = 'sanitize-payload';
    this.#passwords = [];
    this.#root = this.#newSelector();
    this.#selectors = [];
  }

  /** Rules that their first letter tells. */
  #applyMarked(rule: Bytes): void {
    const text = rule.slice(1);
    if (rule.startsWith('>')) this.#addPassword(passwordHash(text));
    else if (rule.startsWith('#')) this.#addPassword(checkedHash(text));
    else if (rule.startsWith('<')) this.#removePassword(passwordHash(text));
    else if (rule.startsWith('!')) this.#removePassword(checkedHash(text));
    else if (rule.startsWith('(') && rule.endsWith(')')) this.#addSelector(rule.slice(1, -1));
    else this.#root.apply(rule);
  }

  #addPassword(hash: string): void {
    if (!this.#passwords.includes(hash)) this.#passwords.push(hash);
    this.#needsNoPassword = false;
  }

  #removePassword(hash: string): void {
    if (!this.#passwords.includes(hash)) throw RuleError.noSuchPassword();
    this.#passwords = this.#passwords.filter(known => known !== hash);
  }

  #addSelector(rules: Bytes): void {
    const selector = this.#newSelector();
    for (const rule of splitInline(rules) ?? []) selector.apply(rule);
    this.#selectors.push(selector);
  }
}

function checkedHash(text: Bytes): string {
  if (!isPasswordHash(text)) throw RuleError.badHash();
  return text;
}
