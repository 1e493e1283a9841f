/** Memory that is lent and taken back: {@link io.cam4j.pool.BoundedPool}. */
@NullMarked
package io.cam4j.pool;

import org.jspecify.annotations.NullMarked;
