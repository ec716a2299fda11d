export { MessagePackSerializer } from './cache/serializers/msgpack.serializer.js';
