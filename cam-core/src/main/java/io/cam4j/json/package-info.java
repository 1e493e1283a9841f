/** Reading of JSON text without leniency: {@link io.cam4j.json.StrictJson}. */
@NullMarked
package io.cam4j.json;

import org.jspecify.annotations.NullMarked;
