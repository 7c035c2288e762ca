import { describe, expect, it } from 'vitest';

import { plain, times, type RuleCase } from '../samples.ts';
import { validateBlocks } from '../validate.ts';

const task = { type: 'task_card', task_id: 't', title: 'Delete', status: 'in_progress' };

const cases: readonly RuleCase[] = [
  ['a task by itself has started', task, { ...task, status: 'pending' }, '/0/status'],
  [
    'a plan holds tasks',
    { type: 'plan', title: 'Plan', tasks: [{ ...task, status: 'pending' }] },
    { type: 'plan', title: 'Plan', tasks: [{ type: 'divider' }] },
    '/0/tasks/0/type',
  ],
  [
    'a plan title is a bare text',
    { type: 'plan', title: 'Plan' },
    { type: 'plan', title: plain('Plan') },
    '/0/title',
  ],
  [
    'a chart is of a known kind',
    { type: 'data_visualization', title: 'a', chart: { type: 'pie', segments: [{ label: 'a', value: 1 }] } },
    { type: 'data_visualization', title: 'a', chart: { type: 'radar' } },
    '/0/chart/type',
  ],
  [
    'a chart has 6 series at most',
    { type: 'data_visualization', title: 'a', chart: { type: 'bar', series: times(6, {}), axis_config: {} } },
    { type: 'data_visualization', title: 'a', chart: { type: 'bar', series: times(7, {}), axis_config: {} } },
    '/0/chart/series',
  ],
  [
    'a video is on https',
    {
      type: 'video',
      alt_text: 'a',
      title: plain('a'),
      video_url: 'https://a.example/',
      thumbnail_url: 'https://a.example/',
    },
    {
      type: 'video',
      alt_text: 'a',
      title: plain('a'),
      video_url: 'http://a.example/',
      thumbnail_url: 'https://a.example/',
    },
    '/0/video_url',
  ],
  [
    'a file is remote',
    { type: 'file', external_id: 'a', source: 'remote' },
    { type: 'file', external_id: 'a', source: 'local' },
    '/0/source',
  ],
];

describe('validateBlocks', () => {
  it.each(cases)('holds that %s', (_rule, accepted, refused, pointer) => {
    expect(validateBlocks([accepted]).problems).toEqual([]);
    expect(validateBlocks([refused]).problems.map((problem) => problem.pointer)).toEqual([pointer]);
  });
});
