// Generated from openapi/openapi.yaml by `pnpm generate`. Do not edit.

export type paths = {
    "/container-registry/v1/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the images of a repository, a registry or a folder.
         * @description One of `repositoryName`, `registryId` and `folderId` says whose images are listed; the first of them that is
         *     given, in this order, wins and the others are ignored. Yandex Cloud needs one of them; without any, the image
         *     service lists everything that the caller may see. The list has ended when `nextPageToken` is missing or
         *     empty; a page without images is not the end.
         */
        get: operations["listImages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/container-registry/v1/images/{imageId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the image.
                 * @example crp9d0example
                 */
                imageId: components["parameters"]["imageId"];
            };
            cookie?: never;
        };
        /** Returns one image. */
        get: operations["getImage"];
        put?: never;
        post?: never;
        /**
         * Deletes an image, with every tag that points at it.
         * @description Starts the deletion and answers with its operation, which is to be polled until it is done. Fails with
         *     FAILED_PRECONDITION while a multi-arch index that stays contains the image.
         *
         *     The image service says why it refuses in the violations of a `google.rpc.PreconditionFailure`, whose `type` is
         *     one of these. They are an extension.
         *
         *     | type            | code                | subject                                      |
         *     | --------------- | ------------------- | -------------------------------------------- |
         *     | `REFERENCED`    | FAILED_PRECONDITION | the digest of an image that contains it      |
         *     | `PROTECTED_TAG` | FAILED_PRECONDITION | a tag of it that may not be deleted          |
         *     | `UNREAD`        | FAILED_PRECONDITION | a tag or digest that hides what may need it  |
         *     | `READ_ONLY`     | FAILED_PRECONDITION | the registry, which does not delete anything |
         *     | `CHANGED`       | ABORTED             | the image, which is not what `If-Match` says |
         *
         *     `READ_ONLY` is found out by the operation itself; so can be the others, where something changes meanwhile. An
         *     image that got a tag, or was pushed again, since its deletion was accepted has changed.
         */
        delete: operations["deleteImage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/container-registry/v1/images/{imageId}:previewDelete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the image.
                 * @example crp9d0example
                 */
                imageId: components["parameters"]["imageId"];
            };
            cookie?: never;
        };
        /**
         * Tells what a deletion would do, and does nothing. This is an extension.
         * @description Tells what deleting the image with the same options would take away, what it would leave behind, and what would
         *     refuse it. What is told is what the service knows: a deletion looks again before it does anything.
         *
         *     This is an extension of this project. Yandex Cloud does not have it and answers NOT_FOUND.
         */
        get: operations["previewDeleteImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/{operationId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the operation.
                 * @example op3f0example
                 */
                operationId: string;
            };
            cookie?: never;
        };
        /** Returns the state of an operation. */
        get: operations["getOperation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
};
export type webhooks = Record<string, never>;
export type components = {
    schemas: {
        /** @description One content-addressed piece of an image, a layer or the configuration. */
        Blob: {
            /**
             * @description The digest of the blob, `<algorithm>:<encoded>`.
             * @example sha256:fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9
             */
            digest?: string;
            /**
             * @description The id of the blob, given by the registry; output only.
             * @example crp5b0example
             */
            id?: string;
            /**
             * Format: int64
             * @description The size of the blob in bytes, as a decimal string.
             * @example 27090000
             */
            size?: string;
            /**
             * @description Where else the blob can be fetched from.
             * @example [
             *       "https://layers.example.com/fcde2b2e"
             *     ]
             */
            urls?: string[];
        };
        /** @description What a deletion works on. */
        DeleteImageMetadata: {
            /**
             * @description The protobuf type of this metadata, as a URL.
             * @example type.googleapis.com/yandex.cloud.containerregistry.v1.DeleteImageMetadata
             */
            "@type"?: string;
            /**
             * @description The id of the image that is deleted.
             * @example crp9d0example
             */
            imageId?: string;
        };
        /**
         * @description What deleting an image would do. No list of images has more than 100 of them, the first by digest; the count beside
         *     it is of all. This is an extension of this project.
         */
        DeletePreview: {
            /**
             * Format: int32
             * @description How many images this one contains.
             * @example 2
             */
            childCount?: number;
            /**
             * @description The images that this multi-arch index contains, however nested.
             * @example [
             *       {
             *         "id": "crp9d2example",
             *         "name": "crp3h0example/team/app"
             *       }
             *     ]
             */
            children?: components["schemas"]["Image"][];
            /**
             * Format: int32
             * @description How many images are deleted, with these options and the image itself.
             * @example 3
             */
            deletedCount?: number;
            /**
             * @description What to send as `If-Match` to delete this and nothing else.
             * @example "d-4Yl0c1Rk2v7s8Tq0example"
             */
            etag?: string;
            /**
             * Format: int64
             * @description The bytes that nothing references any more afterwards, each blob counted once, as a decimal string. A
             *     registry gives the space back when it collects its garbage.
             * @example 27091347
             */
            freedBytes?: string;
            /**
             * @description The image that is to be deleted.
             * @example {
             *       "id": "crp9d0example",
             *       "name": "crp3h0example/team/app",
             *       "tags": [
             *         "latest"
             *       ]
             *     }
             */
            image?: components["schemas"]["Image"];
            /**
             * Format: int32
             * @description How many of the children are orphaned.
             * @example 2
             */
            orphanedChildCount?: number;
            /**
             * @description Those of the children that no other index contains and no tag points at. They are deleted with
             *     `deleteOrphanedChildren` only.
             * @example [
             *       {
             *         "id": "crp9d2example",
             *         "name": "crp3h0example/team/app"
             *       }
             *     ]
             */
            orphanedChildren?: components["schemas"]["Image"][];
            /**
             * Format: int32
             * @description How many images contain this one.
             * @example 1
             */
            parentCount?: number;
            /**
             * @description The images that contain this one, however nested; it cannot be deleted before them.
             * @example [
             *       {
             *         "id": "crp9d1example",
             *         "name": "crp3h0example/team/app",
             *         "tags": [
             *           "v2"
             *         ]
             *       }
             *     ]
             */
            parents?: components["schemas"]["Image"][];
            /**
             * Format: int32
             * @description How many referrers there are.
             * @example 1
             */
            referrerCount?: number;
            /**
             * @description What says something about the image, or about orphaned children that go with it, such as signatures. It is
             *     deleted with `deleteReferrers` only, and means nothing without the image.
             * @example [
             *       {
             *         "id": "crp9d3example",
             *         "name": "crp3h0example/team/app"
             *       }
             *     ]
             */
            referrers?: components["schemas"]["Image"][];
            /**
             * @description Why the deletion would be refused as things are; empty where it would be accepted.
             * @example [
             *       {
             *         "reason": "PROTECTED_TAG",
             *         "message": "The tag latest is protected by the pattern latest.",
             *         "subjects": [
             *           "latest"
             *         ]
             *       }
             *     ]
             */
            refusals?: components["schemas"]["DeleteRefusal"][];
            /**
             * @description Every tag of the repository that goes, those of other images that go with it included.
             * @example [
             *       "v1.4.2",
             *       "latest"
             *     ]
             */
            tags?: string[];
        };
        /** @description A reason to refuse a deletion. This is an extension of this project. */
        DeleteRefusal: {
            /**
             * @description What stands in the way and what to do about it, in English.
             * @example The image is part of v2 (9f86d081884c): delete what contains it first.
             */
            message?: string;
            /**
             * @description What stands in the way: `REFERENCED`, `PROTECTED_TAG`, `UNREAD` or `PERMISSION_DENIED`. There may be others
             *     in the future.
             * @example REFERENCED
             */
            reason?: string;
            /**
             * @description What it is about, for REFERENCED the digests of the parents, for PROTECTED_TAG the tags, for UNREAD the tags and
             *     digests that cannot be read.
             * @example [
             *       "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
             *     ]
             */
            subjects?: string[];
        };
        /**
         * @description A container image, that is one manifest of a repository, with the tags that point at it. Of an image that is
         *     damaged, the image service gives id, name, digest and tags, and neither sizes nor `config` nor `layers`.
         */
        Image: {
            /**
             * Format: int64
             * @description The size of the image as it is stored, compressed, in bytes, as a decimal string.
             * @example 27091347
             */
            compressedSize?: string;
            /**
             * @description The configuration of the image. A multi-arch index has none.
             * @example {
             *       "digest": "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
             *       "size": "2"
             *     }
             */
            config?: components["schemas"]["Blob"];
            /**
             * Format: date-time
             * @description When the image was created; RFC 3339, UTC, with up to nine fractional digits of a second; output only.
             * @example 2026-10-01T12:00:00Z
             */
            createdAt?: string;
            /**
             * @description The digest of the image's manifest, `<algorithm>:<encoded>`.
             * @example sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            digest?: string;
            /**
             * @description The id of the image, given by the registry; output only.
             * @example crp9d0example
             */
            id?: string;
            /**
             * @description The layers, in the order of the manifest; for a multi-arch index the distinct blobs of its images.
             * @example [
             *       {
             *         "digest": "sha256:fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9",
             *         "size": "27090000"
             *       }
             *     ]
             */
            layers?: components["schemas"]["Blob"][];
            /**
             * @description The repository that the image is in, `<registry id>/<path>`.
             * @example crp3h0example/team/app
             */
            name?: string;
            /**
             * @description What the image runs on, each as `<os>/<architecture>`, with `/<variant>` where there is one. Those of a multi-arch
             *     index are what it says of its images, each once and in its order; what runs nowhere, such as an attestation, has
             *     none. Missing where it is not known. This is an extension of this project.
             * @example [
             *       "linux/amd64",
             *       "linux/arm/v7"
             *     ]
             */
            platforms?: string[];
            /**
             * @description The tags that point at the image, each unique within the repository; none for an untagged image.
             * @example [
             *       "v1.4.2",
             *       "latest"
             *     ]
             */
            tags?: string[];
        };
        /** @description One page of images. */
        ListImagesResponse: {
            /**
             * @description The images of this page; can be empty before the end of the list.
             * @example [
             *       {
             *         "id": "crp9d0example",
             *         "name": "crp3h0example/team/app",
             *         "tags": [
             *           "latest"
             *         ]
             *       }
             *     ]
             */
            images?: components["schemas"]["Image"][];
            /**
             * @description What to send as `pageToken` for the next page; missing or empty on the last one.
             * @example AXq0example
             */
            nextPageToken?: string;
        };
        /**
         * @description Work that goes on after the call that started it. When `done` is true, exactly one of `error` and `response` is
         *     set. An `error` can appear before that, while what was begun is rolled back.
         */
        Operation: {
            /**
             * Format: date-time
             * @description When the operation was started; RFC 3339, UTC.
             * @example 2026-11-23T09:30:00Z
             */
            createdAt?: string;
            /**
             * @description The user or service account that started the operation.
             * @example aje7c0example
             */
            createdBy?: string;
            /**
             * @description What the operation does, for people.
             * @example Delete image
             */
            description?: string;
            /**
             * @description Whether the operation has ended, in success or in failure.
             * @example true
             */
            done?: boolean;
            /**
             * @description Why the operation failed.
             * @example {
             *       "code": 9,
             *       "message": "The image is in use."
             *     }
             */
            error?: components["schemas"]["Status"];
            /**
             * @description The id of the operation.
             * @example op3f0example
             */
            id?: string;
            /**
             * @description What the operation works on.
             * @example {
             *       "imageId": "crp9d0example"
             *     }
             */
            metadata?: components["schemas"]["DeleteImageMetadata"];
            /**
             * Format: date-time
             * @description When the operation last changed; RFC 3339, UTC.
             * @example 2026-11-23T09:30:02Z
             */
            modifiedAt?: string;
            /**
             * @description The result, set when the operation succeeded; for a deletion it is empty.
             * @example {}
             */
            response?: Record<string, never>;
        };
        /**
         * @description The name of a repository: path components of lower-case letters and digits, separated by slashes. This is the
         *     grammar of the OCI distribution specification, which takes in the narrower one of Yandex Cloud.
         * @example crp3h0example/team/app
         */
        RepositoryName: string;
        /** @description An error, as google.rpc.Status. */
        Status: {
            /**
             * Format: int32
             * @description The google.rpc.Code of the error.
             * @example 5
             */
            code?: number;
            /**
             * @description Typed facts about the error, each an object with its protobuf type under `@type`.
             * @example [
             *       {
             *         "@type": "type.googleapis.com/google.rpc.RequestInfo",
             *         "requestId": "6f1d5e2c"
             *       }
             *     ]
             */
            details?: components["schemas"]["StatusDetail"][];
            /**
             * @description What went wrong and what to do about it, in English.
             * @example Image crp9d0example not found.
             */
            message?: string;
        };
        /** @description A fact about an error; which other properties there are depends on its type. */
        StatusDetail: {
            /**
             * @description The protobuf type of the detail, as a URL.
             * @example type.googleapis.com/google.rpc.RequestInfo
             */
            "@type"?: string;
        } & {
            [key: string]: unknown;
        };
    };
    responses: {
        /**
         * @description What went wrong. The HTTP status follows from `code`: 400 for INVALID_ARGUMENT (3), FAILED_PRECONDITION (9)
         *     and OUT_OF_RANGE (11); 401 for UNAUTHENTICATED (16); 403 for PERMISSION_DENIED (7); 404 for NOT_FOUND (5); 409
         *     for ALREADY_EXISTS (6) and ABORTED (10); 429 for RESOURCE_EXHAUSTED (8); 499 for CANCELLED (1); 500 for UNKNOWN
         *     (2), INTERNAL (13) and DATA_LOSS (15); 501 for UNIMPLEMENTED (12); 503 for UNAVAILABLE (14); 504 for
         *     DEADLINE_EXCEEDED (4).
         */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Status"];
            };
        };
    };
    parameters: {
        /**
         * @description Whether to delete as well the images of a multi-arch index that no other index contains and no tag points at.
         *     Otherwise they stay as untagged images. An OCI image layout gives up what no entry of it leads to in any case.
         *     This is an extension.
         * @example true
         */
        deleteOrphanedChildren: boolean;
        /**
         * @description Whether to delete as well what says something about the image, such as its signatures and its bills of
         *     materials, by `subject` or by the tags that clients make of its digest. What has a tag of another name stays.
         *     This is an extension.
         * @example true
         */
        deleteReferrers: boolean;
        /**
         * @description The id of the image.
         * @example crp9d0example
         */
        imageId: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
};
export type $defs = Record<string, never>;
export interface operations {
    listImages: {
        parameters: {
            query?: {
                /**
                 * @description Keeps the images that match: `name="<value>"`, where the value is a repository name of at most 256
                 *     characters in double quotes. `name` is the only field and `=` the only operator.
                 * @example name="crp3h0example/team/app"
                 */
                filter?: string;
                /**
                 * @description Lists the images of all registries of this folder. Ignored where another of the three is given.
                 * @example b1g0example
                 */
                folderId?: string;
                /**
                 * @description The order of the list: `name`, `digest`, `created_at` or `last_modified`, several separated by commas,
                 *     each followed by ` asc` (the default) or ` desc`. By `last_modified`, an image that is pushed again between two
                 *     pages can be missing, or be there twice: it has moved.
                 * @example created_at desc
                 */
                orderBy?: string;
                /**
                 * @description The largest number of images in one page; 100 where it is 0 or missing.
                 * @example 50
                 */
                pageSize?: number;
                /**
                 * @description The `nextPageToken` of the page before, with all other parameters as they were then.
                 * @example AXq0example
                 */
                pageToken?: string;
                /**
                 * @description Lists the images of this registry. Ignored where `repositoryName` is given.
                 * @example crp3h0example
                 */
                registryId?: string;
                /**
                 * @description Lists the images of this repository, named `<registry id>/<path>`.
                 * @example crp3h0example/team/app
                 */
                repositoryName?: components["schemas"]["RepositoryName"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of images. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListImagesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the image.
                 * @example crp9d0example
                 */
                imageId: components["parameters"]["imageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Image"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    deleteImage: {
        parameters: {
            query?: {
                /**
                 * @description Whether to delete as well the images of a multi-arch index that no other index contains and no tag points at.
                 *     Otherwise they stay as untagged images. An OCI image layout gives up what no entry of it leads to in any case.
                 *     This is an extension.
                 * @example true
                 */
                deleteOrphanedChildren?: components["parameters"]["deleteOrphanedChildren"];
                /**
                 * @description Whether to delete as well what says something about the image, such as its signatures and its bills of
                 *     materials, by `subject` or by the tags that clients make of its digest. What has a tag of another name stays.
                 *     This is an extension.
                 * @example true
                 */
                deleteReferrers?: components["parameters"]["deleteReferrers"];
            };
            header?: {
                /**
                 * @description Makes it safe to send the request again: with the key of an earlier request for the same image, the answer
                 *     is the operation that the earlier one started or joined. A random UUID is a good one.
                 * @example 5f8a3c1e-7d0b-4b7e-9a52-2f6f1c0d9e11
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description Deletes the image only if it is still what was looked at: its digest, or the `etag` of a preview with the
                 *     same options, which takes in its tags and everything that hangs together with it. With or without double
                 *     quotes; of several, separated by commas, one has to match. This is an extension.
                 * @example "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description The id of the image.
                 * @example crp9d0example
                 */
                imageId: components["parameters"]["imageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation that deletes the image; its metadata is a DeleteImageMetadata, its response empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    previewDeleteImage: {
        parameters: {
            query?: {
                /**
                 * @description Whether to delete as well the images of a multi-arch index that no other index contains and no tag points at.
                 *     Otherwise they stay as untagged images. An OCI image layout gives up what no entry of it leads to in any case.
                 *     This is an extension.
                 * @example true
                 */
                deleteOrphanedChildren?: components["parameters"]["deleteOrphanedChildren"];
                /**
                 * @description Whether to delete as well what says something about the image, such as its signatures and its bills of
                 *     materials, by `subject` or by the tags that clients make of its digest. What has a tag of another name stays.
                 *     This is an extension.
                 * @example true
                 */
                deleteReferrers?: components["parameters"]["deleteReferrers"];
            };
            header?: never;
            path: {
                /**
                 * @description The id of the image.
                 * @example crp9d0example
                 */
                imageId: components["parameters"]["imageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the deletion would do. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletePreview"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getOperation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the operation.
                 * @example op3f0example
                 */
                operationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
}
