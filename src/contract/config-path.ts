/** Path of `GET /v1/config`, apart from the route table: the first layer asks before the schemas are loaded. */
export const CONFIG_PATH = '/v1/config';
