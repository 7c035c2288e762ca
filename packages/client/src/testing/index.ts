export { createFakeClock, type FakeClock, type FakeClockOptions } from './fake-clock.ts';
export {
  createFakeImageService,
  type FakeImageService,
  type FakeImageServiceOptions,
  type FakeRequest,
} from './fake-image-service.ts';
export type {
  AnswerFault,
  ConnectionFault,
  CutFault,
  DelayFault,
  EmptyPageFault,
  FailedDeletion,
  FailedDeletionFault,
  Fault,
  FaultScope,
  HangFault,
  Quirk,
  RefusalFault,
  TransportFault,
} from './fault.ts';
export type { NewImage } from './new-image.ts';
export { describeImagesContract } from './contract/contract.ts';
export type { ContractRunner, ContractSubject, Expectation, PushedImage } from './contract/subject.ts';
