import { isJsonObject } from '../../json.ts';
import { id } from '../composition.ts';
import { limits } from '../limits.ts';
import { broken, byType, list, number, object, text, type Rule } from '../rule.ts';

const point = object({ required: { label: text(limits.chart.label), value: number } });
const anyObject: Rule = (value, pointer) =>
  isJsonObject(value) ? [] : broken(pointer, 'must provide object');
const plotted = object({
  required: { series: list(anyObject, { max: limits.chart.series }), axis_config: anyObject },
});

/**
 * A chart, which `@slack/types` does not know yet. The insides of series and axes are not looked at.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
 */
export const dataVisualization: Rule = object({
  required: {
    title: text(limits.chart.title),
    chart: byType({
      pie: object({ required: { segments: list(point, { max: limits.chart.segments }) } }),
      bar: plotted,
      area: plotted,
      line: plotted,
    }),
  },
  optional: { block_id: id },
});
