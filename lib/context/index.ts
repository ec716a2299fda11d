export { addStep } from './add-step.js';
export { carriesCredentials } from './credentials.js';
export { NotInjectedError, UnkeyableValueError } from './errors/index.js';
export { HandlerInterceptor } from './handler.interceptor.js';
export { HttpResponse, type HttpResponseSnapshot } from './http-response.js';
export {
  type Escape,
  escapeUpTo,
  KeyTemplate,
  stableText,
  TemplateField,
  valueText,
} from './key-template/index.js';
export { isHandlerFunction } from './handler-kind.js';
export type { HandlerCall, MethodCall, MethodStep } from './method-step.js';
export { isRecord, ownProperty } from './own-property.js';
export {
  type CallKind,
  REQUEST_ROOTS,
  requestField,
  requestOf,
  type RequestRoot,
} from './request-field.js';
export { STEP_RANK } from './step-rank.js';
