export { KeyTemplate } from './key-template.js';
export { stableText } from './stable-text.js';
export { TemplateField } from './template-field.js';
export { type Escape, escapeUpTo, valueText } from './value-text.js';
