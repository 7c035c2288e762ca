import type { KnownBlock } from '@slack/types';

import { isDirect } from '../direct-messages.ts';
import type { AuditPage } from '../features/read-audit.ts';
import type { StoredAuditEntry } from '../state/audit-entry.ts';
import { actionNames } from './action-names.ts';
import type { Answer } from './answer.ts';
import { button, context, header, section } from './blocks.ts';
import { actionRow } from './elements.ts';
import { imageMarkup } from './image-row.ts';
import { code } from './mrkdwn.ts';
import { channelMarkup, timeMarkup, userMarkup } from './people.ts';
import type { View } from './view.ts';

/** Entries in one page of the audit. */
export const auditPageSize = 10;

/** A page of the audit, and what was asked for. */
export interface ShownAudit {
  readonly page: AuditPage;
  /** Of whom or of what alone it tells. */
  readonly about?: { readonly userId: string } | { readonly repository: string };
  /** What the button for older entries carries: the command, as `formatCommand` writes it. */
  readonly command: string;
}

/** The latest deletes, and what became of them. */
export function auditView({ page, about, command }: ShownAudit, view: View): Answer {
  const words = view.texts.audit;
  const { entries, beforeSeq } = page;
  const empty = emptyText(about, view);
  return {
    text: entries.length === 0 ? empty : words.summary(entries.length),
    blocks: [
      header(titleOf(about, view)),
      ...(entries.length === 0 ? [section(empty)] : []),
      ...entries.slice(0, auditPageSize).map((entry) => section(auditLine(entry, view))),
      ...(beforeSeq === undefined ? [] : olderButton(command, beforeSeq, view)),
      context(view.texts.common.onlyYou),
    ],
  };
}

/** Entries as they are posted in the audit channel, the oldest first: at most 50, of which one alone is its own summary. */
export function auditMessage(entries: readonly StoredAuditEntry[], view: View): Answer {
  const lines = entries.map((entry) => auditLine(entry, view));
  const [line] = lines;
  return {
    text: line !== undefined && lines.length === 1 ? line : view.texts.audit.summary(lines.length),
    blocks: lines.map(section),
  };
}

/** One entry as a paragraph of mark-up. */
export function auditLine(entry: StoredAuditEntry, view: View): string {
  const words = view.texts.audit;
  const { image, channelId, operationId, outcome, reason } = entry;
  const what = image ? imageMarkup(image, view) : words.noImage;
  const end = outcome === undefined ? '' : `: *${view.texts.request.states[outcome]}*`;
  const facts = [
    timeMarkup(entry.atMs),
    ...(channelId === undefined ? [] : [placeText(channelId, view)]),
    ...(operationId === undefined ? [] : [words.operation(code(operationId, 100))]),
    ...(image ? [code(image.digest, 150)] : []),
  ];
  return [
    `${deedText(entry, view)} ${what}${end}`,
    ...(reason === undefined ? [] : [words.reason(code(reason, 300))]),
    ...noteTexts(entry, view),
    facts.join(' · '),
  ].join('\n');
}

/** Direct messages are of two people at most: a link to them would lead nobody else there. */
function placeText(channelId: string, { texts }: View): string {
  const { inChannel, inDirectMessages } = texts.audit;
  return isDirect(channelId) ? inDirectMessages : inChannel(channelMarkup(channelId));
}

function deedText({ kind, userId, note }: StoredAuditEntry, { texts }: View): string {
  const { kinds, refused } = texts.audit;
  const user = userMarkup(userId);
  if (kind !== 'refusal') return kinds[kind](user);
  // The note says first what was tried.
  const tried = Object.entries(refused).find(([name]) => note?.startsWith(`${name}:`));
  return (tried?.[1] ?? refused.delete)(user);
}

/** Why, as a sentence. What no version of today wrote is shown as it is. */
function noteTexts({ kind, note }: StoredAuditEntry, { texts }: View): string[] {
  if (note === undefined) return [];
  const { why, failure } = texts.audit;
  // The note of a refusal says before it what was tried.
  const word = kind === 'refusal' ? note.replace(/^[a-z]+: /, '') : note;
  const sentence = kind === 'outcome' ? failure(word) : why(word);
  return [sentence ?? texts.audit.note(code(note, 300))];
}

function emptyText(about: ShownAudit['about'], { texts }: View): string {
  if (!about) return texts.audit.empty;
  return 'userId' in about ? texts.audit.emptyOfUser : texts.audit.emptyAbout;
}

function titleOf(about: ShownAudit['about'], { texts }: View): string {
  if (!about) return texts.audit.title;
  return 'userId' in about ? texts.audit.titleOfUser : texts.audit.titleOfRepository(about.repository);
}

/** What the button for older entries carries. */
export interface OlderAudit {
  readonly command: string;
  readonly beforeSeq: number;
}

/** Reads the value of the button; undefined if no version of today wrote it. */
export function parseOlderAudit(value: unknown): OlderAudit | undefined {
  const match = typeof value === 'string' ? /^(\d{1,15}) (audit.*)$/.exec(value) : null;
  const [, seq, command] = match ?? [];
  return seq === undefined || command === undefined ? undefined : { command, beforeSeq: Number(seq) };
}

function olderButton(command: string, seq: number, { texts }: View): KnownBlock[] {
  const value = `${seq} ${command}`;
  return actionRow('older', [button({ text: texts.audit.older, actionId: actionNames.olderAudit, value })]);
}
