import { id, imageSource, plainText, someText } from '../composition.ts';
import { secureUrl } from '../format.ts';
import { limits } from '../limits.ts';
import { exactlyOneOf, object, oneOf, text, type Rule } from '../rule.ts';

/** https://docs.slack.dev/reference/block-kit/blocks/image-block */
export const image: Rule = object(
  {
    required: { alt_text: text(limits.image.alt) },
    optional: { block_id: id, title: plainText(limits.image.title), ...imageSource },
  },
  exactlyOneOf('image_url', 'slack_file'),
);

/** https://docs.slack.dev/reference/block-kit/blocks/file-block */
export const file: Rule = object({
  required: { external_id: someText, source: oneOf(['remote']) },
  optional: { block_id: id },
});

const secure = text(limits.url, { format: secureUrl });

/** https://docs.slack.dev/reference/block-kit/blocks/video-block */
export const video: Rule = object({
  required: {
    video_url: secure,
    thumbnail_url: secure,
    alt_text: someText,
    title: plainText(limits.video.title),
  },
  optional: {
    block_id: id,
    title_url: secure,
    author_name: text(limits.video.author),
    provider_name: someText,
    provider_icon_url: secure,
    description: plainText(limits.textObject),
  },
});
