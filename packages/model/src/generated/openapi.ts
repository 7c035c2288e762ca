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
         *     service lists all of its registry. The list has ended when `nextPageToken` is missing or
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
         */
        delete: operations["deleteImage"];
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
                 *     each followed by ` asc` (the default) or ` desc`.
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
            query?: never;
            header?: {
                /**
                 * @description Makes it safe to send the request again: with the key of an earlier request for the same image, the answer
                 *     is the operation that the earlier one started. A random UUID is a good one.
                 * @example 5f8a3c1e-7d0b-4b7e-9a52-2f6f1c0d9e11
                 */
                "Idempotency-Key"?: string;
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
