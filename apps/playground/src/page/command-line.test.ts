import { describe, expect, it } from 'vitest';

import { parseCommandLine, suggestCommands } from './command-line.ts';

describe('parseCommandLine', () => {
  it.each([
    ['/images', { command: '/images', text: '' }],
    ['/images list', { command: '/images', text: 'list' }],
    ['  /images   delete team/app:v1  ', { command: '/images', text: 'delete team/app:v1' }],
    ['/images “list”', { command: '/images', text: '“list”' }],
  ])('reads %j', (line, expected) => expect(parseCommandLine(line)).toEqual(expected));

  it.each(['', 'hello', '/', '/ images', 'list /images'])('takes %j for no command', (line) => {
    expect(parseCommandLine(line)).toBeUndefined();
  });
});

describe('suggestCommands', () => {
  const commands = [
    {
      command: '/images',
      description: 'Shows images',
      usages: ['list [repository]', 'delete <image>', 'help'],
    },
    { command: '/intro', description: 'Says hello', usages: [] },
  ];
  const labels = (line: string): string[] => suggestCommands(line, commands).map(({ label }) => label);

  it('offers every command and each of its forms after the slash', () => {
    expect(labels('/')).toEqual([
      '/images',
      '/images list [repository]',
      '/images delete <image>',
      '/images help',
      '/intro',
    ]);
  });

  it('goes on from what was typed', () => {
    expect(labels('/images d')).toEqual(['/images delete <image>']);
  });

  it('offers nothing that is there already', () => {
    expect(labels('/images help')).toEqual([]);
    expect(labels('/images delete ')).toEqual([]);
  });

  it('leaves the placeholder to the person', () => {
    expect(suggestCommands('/images d', commands)[0]?.insert).toBe('/images delete ');
  });

  it('offers nothing to whoever types something else', () => {
    expect(labels('')).toEqual([]);
    expect(labels('images')).toEqual([]);
  });
});
