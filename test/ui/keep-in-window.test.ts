import { afterEach, expect, it, vi } from 'vitest';
import { keepInWindow } from '../../src/ui/keep-in-window.ts';

afterEach(() => vi.unstubAllGlobals());

/** An element with this box in a window of 300 by 200 pixels, kept in it. */
function kept(left: number, top: number, width: number, height: number): CSSStyleDeclaration {
  vi.stubGlobal('innerWidth', 300);
  vi.stubGlobal('innerHeight', 200);
  const element = document.createElement('div');
  element.getBoundingClientRect = () => new DOMRect(left, top, width, height);
  keepInWindow(element);
  return element.style;
}

it('leaves what has room as it is', () => {
  const { transform, maxHeight } = kept(10, 10, 200, 100);
  expect([transform, maxHeight]).toEqual(['', '']);
});

it('moves what stands over a side, and makes lower what stands over the bottom', () => {
  expect(kept(-20, 10, 200, 100).transform).toBe('translateX(26px)');
  expect(kept(150, 10, 200, 100).transform).toBe('translateX(-56px)');
  expect(kept(10, 90, 200, 300).maxHeight).toBe('104px');
  expect(kept(10, 190, 200, 300).maxHeight).toBe('80px');
});
