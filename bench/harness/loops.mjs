/** Makes a contender's `run` that waits for each call before the next. */
export function oneAtATime(call) {
  return async iterations => {
    for (let i = 0; i < iterations; i++) await call();
  };
}

/** Makes a contender's `run` with `width` calls in flight at any time; each lane has its number. */
export function inFlight(width, call) {
  return async iterations => {
    let left = iterations;
    const lane = async number => {
      while (left-- > 0) await call(number);
    };
    await Promise.all(Array.from({ length: width }, (_, number) => lane(number)));
  };
}
