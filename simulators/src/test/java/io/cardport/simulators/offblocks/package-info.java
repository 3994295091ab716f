@org.jspecify.annotations.NullMarked
package io.cardport.simulators.offblocks;
