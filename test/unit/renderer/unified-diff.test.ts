import { expect, test } from 'vitest';
import { sidesOfDiff } from '../../../renderer/widgets/unified-diff.ts';

test('a diff gives back the two texts of its hunks', () => {
  const diff = '--- \n+++ \n@@ -1,3 +1,4 @@\n # web1\n-workers 2;\n+workers 4;\n timeout 30;\n+http2 on;\n';
  expect(sidesOfDiff(diff)).toEqual({
    before: '# web1\nworkers 2;\ntimeout 30;',
    after: '# web1\nworkers 4;\ntimeout 30;\nhttp2 on;',
  });
});

test('hunks are told apart', () => {
  expect(sidesOfDiff('@@ -1 +1 @@\n-a\n+b\n@@ -9 +9 @@\n-c\n+d')).toEqual({ before: 'a\n⋯\nc', after: 'b\n⋯\nd' });
});

test('lines of the file that look like headings stay lines', () => {
  expect(sidesOfDiff('--- \n+++ \n@@ -1 +1 @@\n--- old\n+++ new')).toEqual({ before: '-- old', after: '++ new' });
});

test('what is no diff is none', () => {
  expect(sidesOfDiff('New file')).toBeNull();
});
