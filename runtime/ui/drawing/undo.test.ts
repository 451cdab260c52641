import { expect, test } from '@jest/globals';
import { UndoStack } from './undo.js';

test('goes back and forth without limit', () => {
  const stack = new UndoStack(0);
  for (let i = 1; i <= 5000; i++) stack.push(i);
  for (let i = 0; i < 5000; i++) expect(stack.undo()).toBe(true);
  expect(stack.current).toBe(0);
  expect(stack.undo()).toBe(false);
  for (let i = 0; i < 5000; i++) stack.redo();
  expect(stack.current).toBe(5000);
  expect(stack.canRedo).toBe(false);
});

test('a new change forgets what was taken back', () => {
  const stack = new UndoStack('a');
  stack.push('b');
  stack.undo();
  stack.push('c');
  expect(stack.canRedo).toBe(false);
  stack.undo();
  expect(stack.current).toBe('a');
});

test('changes in a row under one key are one step', () => {
  const stack = new UndoStack(0);
  stack.push(1, 'slider');
  stack.push(2, 'slider');
  stack.push(3, 'other');
  stack.undo();
  expect(stack.current).toBe(2);
  stack.undo();
  expect(stack.current).toBe(0);
});

test('a row ends with undo', () => {
  const stack = new UndoStack(0);
  stack.push(1, 'slider');
  stack.undo();
  stack.push(2, 'slider');
  stack.undo();
  expect(stack.current).toBe(0);
});

test('the same state again is no step', () => {
  const stack = new UndoStack('a');
  stack.push('a');
  expect(stack.canUndo).toBe(false);
});

test('another beginning has no past', () => {
  const stack = new UndoStack('a');
  stack.push('b');
  stack.replace('c');
  expect([stack.current, stack.canUndo, stack.canRedo]).toEqual(['c', false, false]);
});

test('what undo and redo lead to is kept elsewhere and brought back', () => {
  const stack = new UndoStack(0);
  for (let i = 1; i <= 9; i++) stack.push(i);
  for (let i = 0; i < 4; i++) stack.undo();
  const kept = stack.steps(3);
  expect(kept).toEqual({ past: [2, 3, 4], future: [8, 7, 6] });
  const other = new UndoStack(-1);
  other.replace(5, kept);
  other.redo();
  expect(other.current).toBe(6);
  for (let i = 0; i < 4; i++) other.undo();
  expect(other.current).toBe(2);
  expect(other.canUndo).toBe(false);
  // What was kept is not what is worked on.
  expect(kept.past).toEqual([2, 3, 4]);
});
