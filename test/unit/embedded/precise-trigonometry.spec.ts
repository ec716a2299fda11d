import { describe, expect, it } from '@jest/globals';
import { PRECISE } from '../../../lib/embedded/commands/geo/precise-trigonometry.js';

describe('the functions for distances that are stored', () => {
  // Computed with 60 digits; those of V8 differ in the last one for each of them.
  it.each([
    [-0.9775191487661852, -0.829112926139331, 0.5590811709480802],
    [0.30957184752684874, 0.30465086452184814, 0.9524640942030783],
    [0.6162417358499317, 0.5779722940866471, 0.8160563873092462],
    [-2.302255211353013, -0.7442007238835419, -0.667956048382835],
    [-2.294880600800568, -0.7491063584152975, -0.6624497443442573],
    [-0.3483618653749563, -0.3413585290964806, 0.939933164971365],
  ])('round sine and cosine of %d to the nearest double', (angle, sine, cosine) => {
    expect(PRECISE.sin(angle)).toBe(sine);
    expect(PRECISE.cos(angle)).toBe(cosine);
  });

  it.each([
    [0.5414124727934966, 0.5721162034052382],
    [0.45913173191066836, 0.47701757726122235],
    [0.8700101551766398, 1.0552229174978505],
    [0.962201125180818, 1.2949723596035276],
  ])('round the arc sine of %d to the nearest double', (value, angle) => {
    expect(PRECISE.asin(value)).toBe(angle);
  });

  it('know the ends', () => {
    expect(PRECISE.sin(0)).toBe(0);
    expect(PRECISE.cos(0)).toBe(1);
    expect(PRECISE.asin(0)).toBe(0);
    expect(PRECISE.asin(1)).toBe(Math.PI / 2);
    expect(PRECISE.asin(1.0000000000000002)).toBeNaN();
    expect(PRECISE.sin(Math.PI)).toBe(1.2246467991473532e-16);
  });
});
