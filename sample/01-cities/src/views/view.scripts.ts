import { arg, defineScript, reply } from 'nest-hybrid-cache';

export const countView = defineScript({
  name: 'count-view',
  keys: ['leaderboard'],
  args: { id: arg.integer(), keep: arg.integer() },
  returns: reply.tuple(reply.integer(), reply.nullable(reply.integer())),
  file: new URL('./count-view.lua', import.meta.url),
});

export const mostViewed = defineScript({
  name: 'most-viewed',
  keys: ['leaderboard'],
  args: { count: arg.integer() },
  returns: reply.list(reply.number()),
  readOnly: true,
  file: new URL('./most-viewed.lua', import.meta.url),
});
